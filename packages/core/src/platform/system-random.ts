import { randomFillSync } from "node:crypto";
import type { RandomBytes } from "../random-bytes.ts";

/** The operating system's generator, asked each time: there is nothing in memory that a virtual machine, resumed twice, gives out twice. */
export const systemRandom: RandomBytes = (byteCount) => {
  if (!Number.isSafeInteger(byteCount) || byteCount < 0)
    throw new RangeError("A count of bytes is a whole number, 0 or more.");
  const bytes = new Uint8Array(byteCount);
  randomFillSync(bytes);
  return bytes;
};
