import { is, type Table } from "drizzle-orm";
import { PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { SQLiteTable, getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import * as sqliteAdministration from "../../../sqlite/tables/schema/administration-schema.ts";
import * as sqliteFiles from "../../../sqlite/tables/schema/file-schema.ts";
import * as sqliteRequests from "../../../sqlite/tables/schema/request-schema.ts";
import * as sqliteMain from "../../../sqlite/tables/schema/schema.ts";
import * as sqliteTrends from "../../../sqlite/tables/schema/trend-schema.ts";
import * as administration from "./administration-schema.ts";
import * as files from "./file-schema.ts";
import * as requests from "./request-schema.ts";
import * as main from "./schema.ts";
import * as trends from "./trend-schema.ts";

const ofSqlite = {
  ...sqliteMain,
  ...sqliteFiles,
  ...sqliteAdministration,
  ...sqliteTrends,
  ...sqliteRequests,
};
const ofPostgres = { ...main, ...files, ...administration, ...trends, ...requests };

/** What a column of SQLite is in PostgreSQL. */
const TYPES = {
  SQLiteInteger: "bigint",
  SQLiteBoolean: "boolean",
  SQLiteText: 'text COLLATE "C"',
  SQLiteCustomColumn: "bytea",
} as const;

interface Column {
  name: string;
  columnType: string;
  getSQLType(): string;
  notNull: boolean;
  primary: boolean;
  default: unknown;
  defaultFn?: unknown;
}

const typeOf = ({ columnType, getSQLType }: Column, column: Column) =>
  columnType in TYPES
    ? Object.entries(TYPES).find(([type]) => type === columnType)?.[1]
    : getSQLType.call(column);

const columnsOf = (columns: readonly Column[]) =>
  Object.fromEntries(
    columns.map((column) => [
      column.name,
      {
        type: typeOf(column, column),
        notNull: column.notNull,
        primary: column.primary,
        default: column.default,
      },
    ]),
  );

interface Reference {
  onDelete: string | undefined;
  reference(): {
    columns: readonly { name: string }[];
    foreignTable: Table;
    foreignColumns: readonly { name: string }[];
  };
}

const namesOf = (columns: readonly { name: string }[]) => columns.map(({ name }) => name);

const referencesOf = (references: readonly Reference[], nameOf: (table: Table) => string) =>
  references
    .map(({ onDelete, reference }) => {
      const { columns, foreignTable, foreignColumns } = reference();
      return `${namesOf(columns)} -> ${nameOf(foreignTable)} ${namesOf(foreignColumns)} ${onDelete ?? "no action"}`;
    })
    .toSorted();

const nameOfTable = (table: Table) =>
  is(table, SQLiteTable) ? sqliteConfig(table).name : is(table, PgTable) ? postgresConfig(table).name : "";

/** What both kinds of table tell, but for the expressions in checks and conditions, which each engine has its own functions for. */
function describeTable(table: SQLiteTable | PgTable) {
  const config = is(table, SQLiteTable) ? sqliteConfig(table) : postgresConfig(table);
  return {
    columns: columnsOf(config.columns),
    primaryKeys: config.primaryKeys.map(({ columns }) => namesOf(columns)),
    references: referencesOf(config.foreignKeys, nameOfTable),
    checks: namesOf(config.checks).toSorted(),
    indexes: [
      ...config.indexes.map(({ config: { name, unique, where } }) => ({
        name,
        unique,
        partial: where !== undefined,
      })),
      ...config.uniqueConstraints.map(({ name }) => ({ name, unique: true, partial: false })),
    ].toSorted((a, b) => String(a.name).localeCompare(String(b.name))),
  };
}

describe("the schema in PostgreSQL", () => {
  it("has the same tables as the one in SQLite", () => {
    expect(Object.keys(ofPostgres).toSorted()).toEqual(Object.keys(ofSqlite).toSorted());
  });

  it.each(Object.entries(ofSqlite))("has the same columns, keys, checks and indices: %s", (name, table) => {
    const own = Object.entries(ofPostgres).find(([each]) => each === name)?.[1];
    expect(own && describeTable(own)).toEqual(describeTable(table));
  });
});
