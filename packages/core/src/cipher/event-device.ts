import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { pad, unpad } from "./padding.ts";
import { utf8Decode, utf8Encode } from "./utf8.ts";

/** The event of an account that a device belongs to. */
export interface EventPlace {
  readonly userId: number;
  /** When it happened. */
  readonly at: number;
}

const BLOCK_BYTES = 64;

/** Seals a device's name under the server's own key, as a session's origin: the database alone doesn't tell who used what. */
export const sealEventDevice = (
  random: RandomBytes,
  originKey: Uint8Array,
  { place, device }: { readonly place: EventPlace; readonly device: string },
): Sealed =>
  sealEnvelope(random, originKey, pad(utf8Encode(device), BLOCK_BYTES), { kind: "event-device", ...place });

/** "" where it doesn't open, as after a change of the server secret. */
export function openEventDevice(
  originKey: Uint8Array,
  { userId, at }: EventPlace,
  sealed: Sealed | null,
): string {
  if (sealed === null) return "";
  try {
    const opened = openEnvelope(originKey, sealed, { kind: "event-device", userId, at });
    const text = opened && unpad(opened, BLOCK_BYTES);
    return text ? utf8Decode(text) : "";
  } catch (error) {
    // An unknown format version, or no UTF-8.
    if (error instanceof VaultError || error instanceof TypeError) return "";
    throw error;
  }
}
