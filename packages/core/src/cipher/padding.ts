/**
 * The padding of libsodium's `pad` (ISO/IEC 7816-4): one byte 0x80, then zeros up to a multiple of the block. Done here rather
 * than by libsodium, which copies into its memory and back: it stands inside the seal, so its timing tells nothing.
 */
const MARK = 0x80;

export function pad(bytes: Uint8Array, blockBytes: number): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / blockBytes) + 1) * blockBytes);
  padded.set(bytes);
  padded[bytes.length] = MARK;
  return padded;
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
