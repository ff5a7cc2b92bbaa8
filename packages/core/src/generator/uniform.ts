import type { RandomBytes } from "../random-bytes.ts";

/** A fair source is refused less than half the time at each draw: so many refusals in a row (2^-128) mean it is stuck. */
const MAX_REFUSALS = 128;

/**
 * A whole number from 0 to `bound` - 1, each equally likely: draws that would favour the low numbers are refused and
 * drawn again. A bound of 1 takes no randomness.
 * @throws RangeError for a bound that isn't a whole number from 1 to 2^32; Error for a source that is stuck or short.
 */
export function uniformInt(random: RandomBytes, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
    throw new RangeError("The bound is a whole number from 1 to 2^32.");
  }
  let byteCount = 0;
  let span = 1;
  while (span < bound) {
    byteCount += 1;
    span *= 256;
  }
  if (byteCount === 0) return 0;

  const fairSpan = span - (span % bound);
  for (let refusals = 0; refusals < MAX_REFUSALS; refusals += 1) {
    const drawn = bigEndian(random, byteCount);
    if (drawn < fairSpan) return drawn % bound;
  }
  throw new Error("The source of randomness is stuck.");
}

/** One of the entries, each equally likely. @throws RangeError for an empty list. */
export function uniformPick(random: RandomBytes, list: readonly string[]): string {
  const picked = list[uniformInt(random, list.length)];
  if (picked === undefined) throw new RangeError("The list has a hole.");
  return picked;
}

/** Arithmetic, not shifts: JavaScript's shifts are signed from the 32nd bit on. */
function bigEndian(random: RandomBytes, byteCount: number): number {
  const bytes = random(byteCount);
  if (bytes.length !== byteCount)
    throw new Error("The source of randomness answered the wrong number of bytes.");
  let number = 0;
  for (const byte of bytes) number = number * 256 + byte;
  return number;
}
