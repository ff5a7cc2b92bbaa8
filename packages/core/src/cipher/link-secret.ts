import { decodeBase64url, encodeBase64url } from "../base64.ts";
import type { RandomBytes } from "../random-bytes.ts";
import { KEY_BYTES } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const SECRET_BYTES = 32;
const ID_BYTES = 16;
const LABEL = utf8Encode("opp/link/v1");

/** What a one-time link is made of: the secret that only the link holds, as 43 base64url characters, and what the row keeps. */
export interface NewLinkSecret {
  readonly secret: string;
  /** As `hashLinkSecret`. */
  readonly hash: Uint8Array;
  /** 16 random bytes as 32 lower-case hex digits; no secret. */
  readonly id: string;
}

export function newLinkSecret(random: RandomBytes): NewLinkSecret {
  const bytes = random(SECRET_BYTES);
  return { secret: encodeBase64url(bytes), hash: hashOf(bytes), id: sodium.to_hex(random(ID_BYTES)) };
}

/** BLAKE2b-256("opp/link/v1" ‖ secret). Looked up by this, so no comparison of secrets takes time. null: no link has such a secret. */
export function hashLinkSecret(secret: string): Uint8Array | null {
  const bytes = decodeBase64url(secret);
  return bytes?.length === SECRET_BYTES ? hashOf(bytes) : null;
}

function hashOf(secret: Uint8Array): Uint8Array {
  const message = new Uint8Array(LABEL.length + secret.length);
  message.set(LABEL);
  message.set(secret, LABEL.length);
  return sodium.crypto_generichash(KEY_BYTES, message, null);
}
