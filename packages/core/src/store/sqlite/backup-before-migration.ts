import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { BUSY_MILLISECONDS } from "./open-database.ts";

/**
 * Copies the committed state of the database beside it, for its owner only and without any session, as
 * `<path>.before-NNNN.sqlite`; NNNN is the number of the migration that comes next.
 */
export function backUpBeforeMigration(path: string, nextMigration: number): string {
  const backupPath = `${path}.before-${String(nextMigration).padStart(4, "0")}.sqlite`;
  const unfinished = `${backupPath}.unfinished`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, "wx", 0o600));
  copyInto(path, unfinished);
  eraseSessions(unfinished);
  syncToDisk(unfinished);
  renameSync(unfinished, backupPath);
  return backupPath;
}

/** By a connection of its own: VACUUM can't run inside the transaction that holds other writers off meanwhile. */
function copyInto(path: string, target: string): void {
  const source = new Database(path, { readonly: true, timeout: BUSY_MILLISECONDS });
  try {
    source.prepare("VACUUM INTO ?").run(target);
  } finally {
    source.close();
  }
}

function eraseSessions(path: string): void {
  const copy = new Database(path);
  try {
    // A journal on disk would hold what is being erased.
    copy.pragma("journal_mode = MEMORY");
    copy.pragma("secure_delete = ON");
    copy.exec("DELETE FROM sessions");
  } finally {
    copy.close();
  }
}

function syncToDisk(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
