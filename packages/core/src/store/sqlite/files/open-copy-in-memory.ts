import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { copyTogether } from "./copy-together.ts";

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
