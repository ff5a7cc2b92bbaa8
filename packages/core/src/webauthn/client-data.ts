import { decodeBase64url } from "../base64.ts";
import { utf8Decode } from "../cipher/utf8.ts";

/** What the browser says of an answer (W3C Web Authentication level 3, section 5.8.1). */
export interface ClientData {
  readonly type: string;
  readonly challenge: Uint8Array;
  /** The origin of the page that asked. */
  readonly origin: string;
  /** In a frame of another site's page. */
  readonly isCrossOrigin: boolean;
}

/** @returns null for what isn't the JSON of one. */
export function parseClientData(json: Uint8Array): ClientData | null {
  const read = readJson(json);
  if (typeof read !== "object" || read === null) return null;
  const [type, challenge, origin, crossOrigin]: unknown[] = [
    "type",
    "challenge",
    "origin",
    "crossOrigin",
  ].map((name) => Reflect.get(read, name));
  const bytes = typeof challenge === "string" ? decodeBase64url(challenge) : null;
  if (typeof type !== "string" || typeof origin !== "string" || !bytes) return null;
  return {
    type,
    challenge: bytes,
    origin,
    isCrossOrigin: crossOrigin !== undefined && crossOrigin !== false,
  };
}

function readJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Decode(json));
  } catch {
    return null;
  }
}
