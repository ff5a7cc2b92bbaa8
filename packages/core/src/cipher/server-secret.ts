import { sodium } from "./sodium.ts";

/** What the server derives from its secret. 32 bytes each; crypto_kdf, context "oppservr". */
export interface ServerKeys {
  /** Subkey 1: signs session tokens (HS256). */
  readonly tokenKey: Uint8Array;
  /** Subkey 2: goes into every session key, so that a stolen database and token don't suffice. */
  readonly pepper: Uint8Array;
  /** Subkey 3: seals the secrets of authenticator apps. */
  readonly totpKey: Uint8Array;
  /** Subkey 4: seals where sessions come from (device, address). */
  readonly originKey: Uint8Array;
  /** Subkey 5: hashes spare codes. */
  readonly spareCodeKey: Uint8Array;
  /** Subkey 6: signs the challenges that passkeys answer. */
  readonly challengeKey: Uint8Array;
  /** Subkey 10: what the nodes of a server share in its database. */
  readonly nodesKey: Uint8Array;
}

export const SERVER_SECRET_BYTES = 32;
const CONTEXT = "oppservr";

/** @param secret 32 bytes. @throws RangeError for another length. */
export function deriveServerKeys(secret: Uint8Array): ServerKeys {
  if (secret.length !== SERVER_SECRET_BYTES)
    throw new RangeError(`The server secret has ${SERVER_SECRET_BYTES} bytes.`);
  const derive = (id: number) => sodium.crypto_kdf_derive_from_key(32, id, CONTEXT, secret);
  return {
    tokenKey: derive(1),
    pepper: derive(2),
    totpKey: derive(3),
    originKey: derive(4),
    spareCodeKey: derive(5),
    challengeKey: derive(6),
    nodesKey: derive(10),
  };
}
