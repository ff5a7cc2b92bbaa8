import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { pad, unpad } from "./padding.ts";
import { utf8Decode, utf8Encode } from "./utf8.ts";

/** Where a session comes from, for its owner's list. */
export interface SessionOrigin {
  readonly device: string;
  readonly address: string;
}

const UNKNOWN: SessionOrigin = { device: "", address: "" };
const BLOCK_BYTES = 64;

/** Seals under the server's own key: a thief of the database alone doesn't learn who logs in from where. */
export function sealOrigin(
  random: RandomBytes,
  originKey: Uint8Array,
  {
    userId,
    sessionId,
    origin,
  }: { readonly userId: number; readonly sessionId: string; readonly origin: SessionOrigin },
): Sealed {
  const { device, address } = origin;
  const json = pad(utf8Encode(JSON.stringify({ device, address })), BLOCK_BYTES);
  return sealEnvelope(random, originKey, json, { kind: "session-origin", userId, sessionId });
}

/** Empty fields where it doesn't open, as after a change of the server secret: a list of sessions continues past it. */
export function openOrigin(
  originKey: Uint8Array,
  userId: number,
  { sessionId, sealed }: { readonly sessionId: string; readonly sealed: Sealed },
): SessionOrigin {
  try {
    const opened = openEnvelope(originKey, sealed, { kind: "session-origin", userId, sessionId });
    const json = opened && unpad(opened, BLOCK_BYTES);
    return json ? asOrigin(JSON.parse(utf8Decode(json))) : UNKNOWN;
  } catch (error) {
    // An unknown format version, no UTF-8, or no JSON.
    if (error instanceof VaultError || error instanceof TypeError || error instanceof SyntaxError)
      return UNKNOWN;
    throw error;
  }
}

function asOrigin(value: unknown): SessionOrigin {
  if (typeof value !== "object" || value === null || !("device" in value) || !("address" in value))
    return UNKNOWN;
  const { device, address } = value;
  return typeof device === "string" && typeof address === "string" ? { device, address } : UNKNOWN;
}
