import { utf8Encode, utf8EncodeInto } from "./utf8.ts";

/**
 * The padding of libsodium's `pad` (ISO/IEC 7816-4): one byte 0x80, then zeros up to a multiple of the block. Done here rather
 * than by libsodium, which copies into its memory and back: it stands inside the seal, so its timing tells nothing.
 */
const MARK = 0x80;
export const TEXT_PLACE_BYTES = 16 * 1024;
const textPlace = new Uint8Array(TEXT_PLACE_BYTES);

export function pad(bytes: Uint8Array, blockBytes: number): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / blockBytes) + 1) * blockBytes);
  padded.set(bytes);
  padded[bytes.length] = MARK;
  return padded;
}

/** As `pad`, of a text's UTF-8. Most texts share one place: an array for each costs more than all the rest. @returns a view, until the next call. */
export function padText(text: string, blockBytes: number): Uint8Array {
  // A unit of UTF-16 takes three bytes at most.
  if (text.length * 3 + blockBytes > textPlace.length) {
    const bytes = utf8Encode(text);
    const padded = pad(bytes, blockBytes);
    bytes.fill(0);
    return padded;
  }
  const { length } = utf8EncodeInto(text, textPlace);
  const paddedLength = (Math.floor(length / blockBytes) + 1) * blockBytes;
  textPlace.fill(0, length, paddedLength);
  textPlace[length] = MARK;
  return textPlace.subarray(0, paddedLength);
}

/** @returns a view of the bytes before the padding, or null where there is no such padding. */
export function unpad(padded: Uint8Array, blockBytes: number): Uint8Array | null {
  if (padded.length === 0 || padded.length % blockBytes !== 0) return null;
  const earliest = padded.length - blockBytes;
  for (let at = padded.length - 1; at >= earliest; at -= 1) {
    if (padded[at] === MARK) return padded.subarray(0, at);
    if (padded[at] !== 0) return null;
  }
  return null;
}
