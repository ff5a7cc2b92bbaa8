/** A cryptographically secure source of randomness: answers `byteCount` fresh bytes that the caller owns. */
export type RandomBytes = (byteCount: number) => Uint8Array;
