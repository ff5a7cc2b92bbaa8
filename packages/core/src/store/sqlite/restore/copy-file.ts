import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { UnusableBackupError } from "../backup/unusable-backup-error.ts";
import { digestFile } from "../files/file-digest.ts";

const CHUNK_BYTES = 1024 * 1024;

/** Copies a file, for its owner only. @throws UnusableBackupError when the copy isn't what `sha256` says. */
export function* copyFile(from: string, to: string, sha256: string | null = null): Generator<void, void> {
  const source = openSync(from, "r");
  try {
    const copy = openSync(to, "wx+", 0o600);
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (;;) {
        const count = readSync(source, chunk, 0, CHUNK_BYTES, null);
        if (count === 0) break;
        writeWhole(copy, chunk.subarray(0, count));
        yield;
      }
      fsyncSync(copy);
      if (sha256 !== null && (yield* digestFile(copy)) !== sha256)
        throw new UnusableBackupError(from, "damaged", "it changed while it was read");
    } finally {
      closeSync(copy);
    }
  } finally {
    closeSync(source);
  }
}

/** A full disk takes some of the bytes, and refuses the rest at the next try. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
