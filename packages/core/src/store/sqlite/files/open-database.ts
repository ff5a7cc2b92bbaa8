import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { BACKUP_APPLICATION_ID } from "./backup-file.ts";
import { explained, UnusableDatabaseError } from "./database-errors.ts";
import { makePrivateFile } from "./private-file.ts";
import { exposedFiles, refuseExposed } from "./refuse-exposed.ts";

/** "OPPv" in ASCII; says in the file's header whose database it is. */
export const APPLICATION_ID = 0x4f505076;

/** How long a process waits for another one's write. */
export const BUSY_MILLISECONDS = 5000;

/**
 * Opens the database for every process, so that none forgets a pragma; a file that isn't there is made, for its owner only.
 * The schema is not looked at.
 * @throws UnusableDatabaseError when the file is there and isn't a database of this program, or others can read it.
 */
export function openDatabase(path: string): Database.Database {
  // SQLite gives its -wal and -shm files the mode of the database, so making that one is enough.
  makePrivateFile(path);
  if (!statSync(path).isFile())
    throw new UnusableDatabaseError(path, "it is a folder, or a device. Move it away, or name a file.");
  const exposed = exposedFiles(path);
  const sqlite = new Database(path, { timeout: BUSY_MILLISECONDS });
  try {
    sqlite.pragma("trusted_schema = OFF");
    // A failed read of the header must come before the first write to the file.
    refuseForeign(sqlite, path);
    refuseExposed(path, exposed);
    keepWriteAheadLog(sqlite, path);
    // FULL: in WAL mode NORMAL loses the last transactions with the power, and a client was told that they are saved.
    sqlite.pragma("synchronous = FULL");
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma("secure_delete = ON");
    // Sorting must not spill records into the system's temporary directory.
    sqlite.pragma("temp_store = MEMORY");
    sqlite.pragma("cache_size = -32768");
    sqlite.pragma("journal_size_limit = 8388608");
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw explained(error, path);
  }
}

/** SQLite doesn't wait its usual time for this: of processes that make one database together, all but one would fail. */
function keepWriteAheadLog(sqlite: Database.Database, path: string): void {
  const deadline = performance.now() + BUSY_MILLISECONDS;
  for (;;) {
    try {
      if (sqlite.pragma("journal_mode = WAL", { simple: true }) === "wal") return;
      throw new UnusableDatabaseError(path, "its file system doesn't support a write-ahead log.");
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code === "SQLITE_BUSY";
      if (!isBusy || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function refuseForeign(sqlite: Database.Database, path: string): void {
  // One look: between two, another process may make the schema and set the mark.
  const header = sqlite
    .prepare<[], { mark: number; objects: number }>(
      "SELECT application_id AS mark, (SELECT count(*) FROM sqlite_schema) AS objects FROM pragma_application_id",
    )
    .get();
  if (header?.mark === APPLICATION_ID) return;
  if (header?.mark === BACKUP_APPLICATION_ID)
    throw new UnusableDatabaseError(path, 'it is a backup. Restore it with "opp restore".');
  if (header?.mark === 0 && isOfPythonVersion(sqlite)) {
    throw new UnusableDatabaseError(
      path,
      `it is a database of OpenPassPhrase's Python version. Create a new vault, then import it with "opp import openpassphrase".`,
    );
  }
  if (header?.mark !== 0 || header.objects > 0) {
    throw new UnusableDatabaseError(
      path,
      "it belongs to another program. Choose another file, or import it.",
    );
  }
}

/** It leaves no mark of its own; nobody else has a phrase_check. */
const isOfPythonVersion = (sqlite: Database.Database): boolean =>
  sqlite.prepare("SELECT 1 FROM pragma_table_info('users') WHERE name = 'phrase_check'").get() !== undefined;
