import { statSync } from "node:fs";
import { type StorageCause, storageCauseOf, storageError } from "../../../errors.ts";
import type { StorageReport } from "../../faults/storage-report.ts";
import { askDisk, findObstacle } from "./ask-disk.ts";
import { causeOf, codeOf } from "./error-cause.ts";

/** Knows what is wrong with the file that a store is in, from the errors that it sees and from the disk itself. */
export interface StorageWatch {
  /** The cause of an error of SQLite or of the system, which is reported; null: it is about something else. */
  note(error: unknown): StorageCause | null;
  /** An error as the store's callers get it: named where the disk is to blame, otherwise unchanged. */
  explain(error: unknown): unknown;
  /** A write went through, without the reserve. */
  noteWritten(): void;
  /** @throws VaultError STORAGE_MISSING when the file isn't where it was opened: what is written now would be lost. */
  requirePlace(): void;
  /** What is wrong now, by itself and without a write; null: nothing. */
  look(): StorageCause | null;
  /** Whether damage was seen, and not taken back since. */
  isDamaged(): boolean;
  takeBackDamage(): void;
}

/** A failure that nothing has contradicted counts for so long. */
const COUNTS_FOR_MS = 10_000;
/** Where a disk is full, some writes fit and others don't: recovery is reported after so long without a failure. */
const QUIET_MS = 60_000;
/** The disk is asked no more often than this: the answer costs a write. */
const ASK_EVERY_MS = 1000;
/** Less isn't enough for any write. */
const LEAST_FREE_BYTES = 256 * 1024;

/** @param free the bytes that may still be written; null where that isn't known. */
export function createStorageWatch(
  path: string,
  report: (said: StorageReport) => void,
  free: () => number | null,
): StorageWatch {
  let last: { readonly cause: StorageCause; readonly at: number; readonly free: number | null } | null = null;
  let asked: { readonly answer: StorageCause | null; readonly at: number } | null = null;
  let damaged = false;
  /** null: nothing was reported, or its end was reported, too. */
  let saidAt: number | null = null;
  let place: string | null = null;

  function ask(): StorageCause | null {
    const now = performance.now();
    if (asked === null || now - asked.at > ASK_EVERY_MS) asked = { answer: askDisk(path), at: now };
    return asked.answer;
  }

  function say(cause: StorageCause, reason: string): StorageCause {
    saidAt = performance.now();
    report({ cause, reason });
    return cause;
  }

  function forget(): void {
    last = null;
    if (saidAt === null || damaged || performance.now() - saidAt < QUIET_MS) return;
    saidAt = null;
    report({ cause: null, reason: "" });
  }

  function isInPlace(): boolean {
    const found = identityOf(path);
    place ??= found;
    return found !== null && found === place;
  }

  function note(error: unknown): StorageCause | null {
    const cause = causeOf(error, ask);
    if (cause === null) return null;
    // It passes by itself, and reading continues.
    if (cause !== "busy") last = { cause, at: performance.now(), free: free() };
    if (cause === "corrupt") damaged = true;
    return say(cause, codeOf(error));
  }

  return {
    note,
    explain(error) {
      if (storageCauseOf(error) !== null) return error;
      const cause = note(error);
      return cause === null ? error : storageError(cause);
    },
    noteWritten: forget,
    requirePlace() {
      if (!isInPlace()) throw storageError(say("missing", ""));
    },
    look() {
      const found = isInPlace()
        ? (findObstacle(path) ?? (isTooSmall(free()) ? "disk-full" : null))
        : "missing";
      if (found !== null) return say(found, "");
      if (damaged) return "corrupt";
      // Where the disk was full, that it isn't any more has just been seen.
      const hasRoomAgain = last?.cause === "disk-full" && isTooSmall(last.free);
      if (last !== null && !hasRoomAgain && performance.now() - last.at < COUNTS_FOR_MS) return last.cause;
      forget();
      return null;
    },
    isDamaged: () => damaged,
    takeBackDamage() {
      damaged = false;
      forget();
    },
  };
}

const isTooSmall = (free: number | null): boolean => free !== null && free < LEAST_FREE_BYTES;

/** Which files the database and its log are; null: one of them is gone. */
function identityOf(path: string): string | null {
  try {
    const files = [path, `${path}-wal`].map((file) => statSync(file, { bigint: true }));
    return files.map(({ dev, ino }) => `${dev}:${ino}`).join(" ");
  } catch {
    return null;
  }
}
