import { mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { findObstacle } from "../faults/ask-disk.ts";
import { causeOf } from "../faults/error-cause.ts";
import { copyTogether } from "./copy-together.ts";
import { lockDatabase, type ProcessLock } from "./process-lock.ts";

/** A database that can be read: the one that was asked for, or a copy of it. */
export interface ReadableDatabase {
  readonly path: string;
  /** Erases the copy, if it is one. */
  readonly remove: () => void;
}

/**
 * A database with a write-ahead log can't even be read without writing next to it. Where that is refused, the database and its log
 * are copied into a folder of mode 700 in `folder`, and read there.
 */
export function readableDatabase(path: string, folder: string): ReadableDatabase {
  if (findObstacle(path) !== "read-only" && canRead(path)) return { path, remove: () => undefined };
  const place = mkdtempSync(join(folder, ".opp-copy-"));
  const remove = () => rmSync(place, { recursive: true, force: true });
  try {
    const copy = join(place, basename(path));
    copyTogether(path, copy);
    return { path: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Holds off a restore, as far as that can be: where nothing can be written, nothing can be restored either.
 * @returns null without a lock. @throws DatabaseInUseError
 */
export async function lockForReading(path: string, waitMilliseconds: number): Promise<ProcessLock | null> {
  try {
    return await lockDatabase(path, "shared", waitMilliseconds);
  } catch (error) {
    if (hinders(error)) return null;
    throw error;
  }
}

/** Opens it for a moment: files next to it may be missing, and a full disk has no room for them. */
function canRead(path: string): boolean {
  try {
    const sqlite = new Database(path, { fileMustExist: true });
    try {
      sqlite.prepare("SELECT count(*) FROM sqlite_schema").get();
      return true;
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return !hinders(error);
  }
}

/** Whether writing next to the file is what failed. */
function hinders(error: unknown): boolean {
  const cause = causeOf(error, () => null);
  return cause === "read-only" || cause === "disk-full" || cause === "io-error";
}
