import { randomFillSync } from "node:crypto";
import { closeSync, constants, ftruncateSync, openSync, statSync, writeSync } from "node:fs";
import { freeBytes } from "./ask-disk.ts";

/** Room on the disk that is kept for the moment when the rest is used up. */
export interface Reserve {
  /** Gives up at most so many bytes. @returns how many: 0 when nothing is left. */
  release(bytes: number): number;
  /** Takes back as much as there is room for. */
  refill(): void;
  /** The same, unless the disk would be full then. */
  refillIfRoom(): void;
}

/** No reserve: for commands, which share the disk with the server and its reserve. */
export const NO_RESERVE: Reserve = {
  release: () => 0,
  refill: () => undefined,
  refillIfRoom: () => undefined,
};

const STEP_BYTES = 1024 * 1024;
/** What others keep when the reserve is made. */
const LEFT_FREE_BYTES = 8 * 1024 * 1024;

/**
 * A file next to the database, for its owner only, of `wholeBytes` when it is whole. Its content is random: a file system that
 * compresses would keep no room for zeros.
 */
export function createReserve(databasePath: string, wholeBytes: number): Reserve {
  const path = `${databasePath}.reserve`;
  const sizeNow = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  function refill(): void {
    const bytes = new Uint8Array(STEP_BYTES);
    inFile(path, (file) => {
      for (let size = sizeNow(); size < wholeBytes; ) {
        randomFillSync(bytes);
        size += writeSync(file, bytes, 0, Math.min(STEP_BYTES, wholeBytes - size), size);
      }
    });
  }

  return {
    release(bytes) {
      let released = 0;
      inFile(path, (file) => {
        const size = sizeNow();
        const kept = Math.max(0, size - bytes);
        ftruncateSync(file, kept);
        released = size - kept;
      });
      return released;
    },
    refill,
    refillIfRoom() {
      const missing = wholeBytes - sizeNow();
      const free = freeBytes(path);
      if (missing > 0 && (free === null || free >= missing + LEFT_FREE_BYTES)) refill();
    },
  };
}

/** A reserve that can't be made or released is a smaller one: nothing else may fail for it. */
function inFile(path: string, work: (file: number) => void): void {
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600);
    try {
      work(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The disk is full, or nothing can be written here: the next write to the database finds that out, too.
  }
}
