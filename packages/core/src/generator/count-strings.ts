/**
 * How many strings of `length` characters there are over disjoint classes of the given sizes; with `requireEach`, only
 * those that hold at least one character of each class, by inclusion and exclusion over the classes left out.
 */
export function countStrings(classSizes: readonly number[], length: number, requireEach: boolean): bigint {
  const alphabetSize = classSizes.reduce((sum, size) => sum + size, 0);
  if (!requireEach) return BigInt(alphabetSize) ** BigInt(length);

  let count = 0n;
  for (let leftOut = 0; leftOut < 2 ** classSizes.length; leftOut += 1) {
    let size = alphabetSize;
    let sign = 1n;
    classSizes.forEach((classSize, index) => {
      if ((leftOut >> index) & 1) {
        size -= classSize;
        sign = -sign;
      }
    });
    count += sign * BigInt(size) ** BigInt(length);
  }
  return count;
}

/** The base-2 logarithm of a positive whole number of any size, to a double's precision. */
export function log2(count: bigint): number {
  // Number(count) is Infinity from 2^1024 on, so all but the highest 64 bits are shifted away first.
  const shift = Math.max(0, count.toString(16).length * 4 - 64);
  return Math.log2(Number(count >> BigInt(shift))) + shift;
}
