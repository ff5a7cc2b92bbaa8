import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { UnusableDatabaseError } from "./database-errors.ts";

const TRIES = 5;

/**
 * Opens what a database holds, its write-ahead log or the journal of a cut-off transaction reckoned in, without touching any of
 * these files. They are copied to a folder for their owner only, which is gone again when this returns.
 */
export function openCopyInMemory(path: string): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), "opp-import-"));
  try {
    const copy = join(folder, "copy.sqlite");
    copyTogether(path, copy);
    const sqlite = new Database(copy);
    try {
      // Takes the log in; a database with one can't be opened from memory.
      sqlite.pragma("journal_mode = DELETE");
      return new Database(sqlite.serialize(), { readonly: true });
    } finally {
      sqlite.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The database and its companions, as they were at one moment. */
function copyTogether(path: string, copy: string): void {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const before = stateOf(path);
    for (const ending of ENDINGS) {
      if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending);
      else rmSync(copy + ending, { force: true });
    }
    if (stateOf(path) === before) return;
  }
  throw new UnusableDatabaseError(path, "it is being written to. Stop the old server, then try again.");
}

const ENDINGS = ["", "-journal", "-wal"];

const stateOf = (path: string): string =>
  JSON.stringify(
    ENDINGS.map((ending) => {
      const found = statSync(path + ending, { throwIfNoEntry: false, bigint: true });
      return found ? [String(found.size), String(found.mtimeNs)] : null;
    }),
  );
