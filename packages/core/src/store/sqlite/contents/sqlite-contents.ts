import type Database from "better-sqlite3";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import {
  type ContentsSource,
  type ContentsTarget,
  MOVED_TABLES,
  type MovedTable,
  type SomeRows,
} from "../../moving/table-contents.ts";
import { takeParts } from "../../moving/take-parts.ts";
import * as administration from "../tables/schema/administration-schema.ts";
import * as files from "../tables/schema/file-schema.ts";
import * as requests from "../tables/schema/request-schema.ts";
import * as main from "../tables/schema/schema.ts";
import * as trends from "../tables/schema/trend-schema.ts";

const configs = Object.values({ ...main, ...files, ...administration, ...requests, ...trends })
  .filter((table) => is(table, SQLiteTable))
  .map((table) => getTableConfig(table));

/** The names of a table's columns, and of those that are its primary key. */
function shapeOf(table: MovedTable): {
  readonly columns: readonly string[];
  readonly key: readonly string[];
} {
  const config = configs.find(({ name }) => name === table);
  if (config === undefined) throw new Error(`The schema has no table ${table}.`);
  const { columns, primaryKeys } = config;
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  return { columns: columns.map(({ name }) => name).toSorted(), key: key.map(({ name }) => name) };
}

export function sqliteContents(sqlite: Database.Database): ContentsSource {
  return {
    read(table) {
      const { columns, key } = shapeOf(table);
      const rows = sqlite
        .prepare<[], SomeRows[number]>(`SELECT ${listed(columns)} FROM ${table} ORDER BY ${listed(key)}`)
        .raw()
        .iterate();
      return takeParts(rows);
    },
  };
}

/** @param sqlite in a transaction, with the schema of this version */
export function emptySqlite(sqlite: Database.Database): ContentsTarget {
  // What the schema came with is among the rows that come.
  for (const table of MOVED_TABLES.toReversed()) sqlite.exec(`DELETE FROM ${table}`);
  return {
    ...sqliteContents(sqlite),
    write(table, rows) {
      const { columns } = shapeOf(table);
      const insert = sqlite.prepare(
        `INSERT INTO ${table} (${listed(columns)}) VALUES (${columns.map(() => "?").join(", ")})`,
      );
      for (const row of rows) insert.run(row);
    },
  };
}

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
