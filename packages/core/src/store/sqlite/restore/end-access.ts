import type Database from "better-sqlite3";
import { BLOCK_GAP, ENDED_BY_A_RESTORE, type EndedAccess, ID_GAP } from "../../rows/restored.ts";
import { hasTable } from "../files/has-table.ts";
import { openDatabase } from "../files/open-database.ts";
import { lockDatabase } from "../files/process-lock.ts";
import { isUpToDate } from "../migrations/migrate.ts";

/** A command that is about to end is waited for, a server isn't. */
const WAIT_MILLISECONDS = 500;

/** In the state of an earlier moment: ends what must not come back, and continues the ids far behind those of that moment. */
export function endAccess(sqlite: Database.Database): EndedAccess {
  const [sessions = 0, , links = 0] = ENDED_BY_A_RESTORE.map((table) =>
    hasTable(sqlite, table) ? sqlite.prepare(`DELETE FROM ${table}`).run().changes : 0,
  );
  sqlite.prepare("UPDATE counters SET value = value + iif(name = 'id_blocks', ?, ?)").run(BLOCK_GAP, ID_GAP);
  if (hasTable(sqlite, "id_ranges"))
    // A range that would end in the next block is used up instead.
    sqlite.prepare("UPDATE id_ranges SET last = min(last + ?, highest)").run(ID_GAP);
  return { sessions, links };
}

/**
 * The same in the database that other tools than this program restored.
 * @throws NewerSchemaError, UnusableDatabaseError, DatabaseInUseError. Then nothing was changed.
 */
export async function endAccessIn(place: {
  readonly path: string;
  readonly migrationsFolder: string;
}): Promise<EndedAccess> {
  const lock = await lockDatabase(place.path, "alone", WAIT_MILLISECONDS);
  try {
    const sqlite = openDatabase(place.path);
    try {
      isUpToDate(sqlite, place.path, place.migrationsFolder);
      return sqlite.transaction(() => endAccess(sqlite))();
    } finally {
      sqlite.close();
    }
  } finally {
    lock.release();
  }
}
