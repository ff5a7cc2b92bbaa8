import { createCipheriv, createHash } from "node:crypto";
import type { RandomBytes } from "../random-bytes.ts";

/** The same bytes for the same seed, as evenly spread as AES makes them: for tests of distributions, never for secrets. */
export function seededRandom(seed: string): RandomBytes {
  const key = createHash("sha256").update(seed).digest();
  const stream = createCipheriv("aes-256-ctr", key, new Uint8Array(16));
  return (byteCount) => new Uint8Array(stream.update(new Uint8Array(byteCount)));
}
