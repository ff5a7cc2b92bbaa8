import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { associatedData } from "./associated-data.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { sodium } from "./sodium.ts";

/** Where a session comes from, for its owner's list. */
export interface SessionOrigin {
  readonly device: string;
  readonly address: string;
}

const UNKNOWN: SessionOrigin = { device: "", address: "" };
// The origin key isn't a vault key, so it has no number.
const NO_KEY_NUMBER = 0;

/** Seals under the server's own key: a thief of the database alone doesn't learn who logs in from where. */
export function sealOrigin(random: RandomBytes, originKey: Uint8Array, userId: number, sessionId: string, origin: SessionOrigin): Sealed {
  const json = sodium.pad(sodium.from_string(JSON.stringify(origin)), 64);
  return sealEnvelope(random, originKey, NO_KEY_NUMBER, json, associatedData({ kind: "session-origin", userId, sessionId }));
}

/** Empty fields where it doesn't open, as after a change of the server secret: a list of sessions goes on past it. */
export function openOrigin(originKey: Uint8Array, userId: number, sessionId: string, sealed: Sealed): SessionOrigin {
  const opened = openEnvelope(originKey, sealed, associatedData({ kind: "session-origin", userId, sessionId }));
  if (!opened) return UNKNOWN;
  const { device, address } = JSON.parse(sodium.to_string(sodium.unpad(opened, 64)));
  return { device: String(device), address: String(address) };
}
