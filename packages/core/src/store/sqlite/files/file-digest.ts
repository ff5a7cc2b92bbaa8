import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { BACKUP_PAGE_BYTES, DIGEST_CHARS, findDigest } from "./backup-file.ts";

const CHUNK_BYTES = 1024 * 1024;

/** SHA-256 of an open file in hex, chunk by chunk: whoever drives it may let others have the event loop in between. */
export function* digestFile(file: number, blank?: { from: number; to: number }): Generator<void, string> {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; ; ) {
    const count = readSync(file, chunk, 0, CHUNK_BYTES, at);
    if (count === 0) return hash.digest("hex");
    const bytes = chunk.subarray(0, count);
    if (blank) bytes.fill("0", Math.max(blank.from - at, 0), Math.max(Math.min(blank.to - at, count), 0));
    hash.update(bytes);
    at += count;
    yield;
  }
}

export interface EmbeddedDigest {
  /** Where its digits stand in the file. */
  readonly at: number;
  readonly found: string;
  readonly computed: string;
}

/** Computes the digest that a backup's manifest holds, and reads the one that it does hold. @returns null: it holds none. */
export function* computeEmbeddedDigest(file: number): Generator<void, EmbeddedDigest | null> {
  const page = Buffer.alloc(BACKUP_PAGE_BYTES);
  readSync(file, page, 0, BACKUP_PAGE_BYTES, BACKUP_PAGE_BYTES);
  const inPage = findDigest(page);
  if (inPage === null) return null;
  const at = BACKUP_PAGE_BYTES + inPage;
  const found = page.toString("latin1", inPage, inPage + DIGEST_CHARS);
  return { at, found, computed: yield* digestFile(file, { from: at, to: at + DIGEST_CHARS }) };
}
