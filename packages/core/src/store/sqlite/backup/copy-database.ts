import { statSync } from "node:fs";
import Database from "better-sqlite3";
import manifest from "../../../../package.json" with { type: "json" };
import {
  BACKUP_APPLICATION_ID,
  BACKUP_FORMAT,
  BACKUP_PAGE_BYTES,
  draftManifest,
  LEFT_OUT,
  MANIFEST_TABLE,
} from "../files/backup-file.ts";
import { BUSY_MILLISECONDS } from "../files/open-database.ts";

export interface CopyProgress {
  readonly done: number;
  readonly total: number;
}

/** A step should let go of the event loop after some milliseconds, and rows are of 100 bytes to 4 MB. */
const FIRST_ROWS = 16;
const MOST_ROWS = 4096;
const SHORT_MILLISECONDS = 4;
const LONG_MILLISECONDS = 12;

/**
 * Copies the committed state of a database, row by row, into the empty file `target`, with a manifest whose digest is still to
 * come. One read transaction sees it all, so others may write in between. What is left out is never written, not even to be
 * erased again.
 */
export function* copyDatabase(source: string, target: string, now: number): Generator<CopyProgress, void> {
  // Attaching would make a file that isn't there.
  statSync(source);
  const copy = new Database(target, { timeout: BUSY_MILLISECONDS });
  try {
    copy.pragma(`page_size = ${BACKUP_PAGE_BYTES}`);
    copy.pragma("trusted_schema = OFF");
    // Half a file is thrown away as a whole, and the whole one is brought to the disk before it gets its name.
    copy.pragma("journal_mode = MEMORY");
    copy.pragma("synchronous = OFF");
    copy.pragma("foreign_keys = OFF");
    copy.pragma("temp_store = MEMORY");
    copy.pragma(`application_id = ${BACKUP_APPLICATION_ID}`);
    copy.pragma(`user_version = ${BACKUP_FORMAT}`);
    copy.prepare("ATTACH ? AS source").run(source);
    copy.exec("BEGIN");
    copy.exec(`CREATE TABLE ${MANIFEST_TABLE} (manifest TEXT NOT NULL)`);
    const tables = copySchema(copy);
    const rows = countRows(copy, tables);
    const migrations = rows["__drizzle_migrations"] ?? 0;
    copy
      .prepare(`INSERT INTO ${MANIFEST_TABLE} VALUES (?)`)
      .run(draftManifest({ version: manifest.version, migrations, madeAt: now, rows }));
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    let done = 0;
    for (const table of tables) {
      if (LEFT_OUT.has(table)) continue;
      for (const count of copyRows(copy, table)) {
        done += count;
        yield { done, total };
      }
    }
    copy.exec("COMMIT");
  } finally {
    copy.close();
  }
}

/** Tables, then indexes, by the words they were made with; answers the tables' names. */
function copySchema(copy: Database.Database): string[] {
  const made = copy
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM source.sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'index', name",
    )
    .all();
  for (const { sql } of made) copy.exec(sql);
  return made.filter(({ type }) => type === "table").map(({ name }) => name);
}

function countRows(copy: Database.Database, tables: readonly string[]): Record<string, number> {
  const count = (table: string) =>
    copy
      .prepare<[], number>(`SELECT count(*) FROM source.${quoted(table)}`)
      .pluck()
      .get() ?? 0;
  return Object.fromEntries(tables.map((table) => [table, LEFT_OUT.has(table) ? 0 : count(table)]));
}

/** In the order of their row ids, some at a time; answers how many each time. */
function* copyRows(copy: Database.Database, table: string): Generator<number> {
  const name = quoted(table);
  const findLast = copy
    .prepare<[number, number], number>(
      `SELECT max(rowid) FROM (SELECT rowid FROM source.${name} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
    )
    .pluck();
  const insert = copy.prepare<[number, number]>(
    `INSERT INTO main.${name} SELECT * FROM source.${name} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`,
  );
  let after = Number.MIN_SAFE_INTEGER;
  let limit = FIRST_ROWS;
  for (;;) {
    const startedAt = performance.now();
    const last: number | null = findLast.get(after, limit) ?? null;
    if (last === null) return;
    const { changes } = insert.run(after, last);
    after = last;
    const took = performance.now() - startedAt;
    if (took < SHORT_MILLISECONDS) limit = Math.min(limit * 2, MOST_ROWS);
    if (took > LONG_MILLISECONDS) limit = Math.max(Math.floor(limit / 2), 1);
    yield changes;
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
