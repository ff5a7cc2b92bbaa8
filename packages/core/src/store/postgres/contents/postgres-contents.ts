import { is, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, getTableConfig, PgTable } from "drizzle-orm/pg-core";
import {
  type Cell,
  type ContentsSource,
  type ContentsTarget,
  MOVED_TABLES,
  type MovedTable,
  type SomeRows,
} from "../../moving/table-contents.ts";
import { BYTES_A_PART, ROWS_A_PART } from "../../moving/take-parts.ts";
import type { Transaction } from "../tables/base/connection.ts";
import { overGivenRows } from "../tables/base/given-rows.ts";
import type { Queries } from "../tables/base/queries.ts";
import { bound, compile, type Statement } from "../tables/base/statements.ts";
import * as administration from "../tables/schema/administration-schema.ts";
import * as files from "../tables/schema/file-schema.ts";
import * as requests from "../tables/schema/request-schema.ts";
import * as main from "../tables/schema/schema.ts";
import * as trends from "../tables/schema/trend-schema.ts";

type Found = (Cell | boolean)[];

interface Shape {
  readonly table: PgTable;
  /** In the order of their names. */
  readonly columns: readonly AnyPgColumn[];
  /** Where the primary key is among the columns. */
  readonly key: readonly number[];
  readonly first: Statement<Found>;
  readonly next: Statement<Found>;
  readonly insert: ReturnType<typeof insertAll>;
}

/** Some rows behind a key. The server adds up their bytes, and sends no more of them than a part holds. */
function pageOf(table: PgTable, columns: readonly AnyPgColumn[], key: readonly AnyPgColumn[]) {
  const bytes = columns.filter((column) => column.getSQLType() === "bytea");
  const size = sql.join(
    [sql`0`, ...bytes.map(({ name }) => sql`coalesce(octet_length(${sql.identifier(name)}), 0)`)],
    sql` + `,
  );
  return (where: SQL = sql`true`) =>
    compile<Found>(
      sql`SELECT ${namesOf(columns)} FROM (
          SELECT ${namesOf(columns)}, sum(${size}) OVER (ORDER BY ${namesOf(key)} ROWS UNBOUNDED PRECEDING) - (${size}) AS bytes_before
          FROM ${table} WHERE ${where} ORDER BY ${namesOf(key)} LIMIT ${sql.raw(String(ROWS_A_PART))}
        ) AS part WHERE bytes_before < ${sql.raw(String(BYTES_A_PART))} ORDER BY ${namesOf(key)}`,
    );
}

/** The key of a row behind the one that was read last. */
function isBehind(key: readonly AnyPgColumn[]): SQL {
  const last = key.map((_, at) => bound(`key ${at}`));
  return sql`(${namesOf(key)}) > (${sql.join(last, sql`, `)})`;
}

function insertAll(table: PgTable, columns: readonly AnyPgColumn[]) {
  return overGivenRows(
    Object.fromEntries(columns.map((column) => [column.name, column])),
    (rows, value) =>
      sql`INSERT INTO ${table} (${namesOf(columns)}) SELECT ${sql.join(Object.values(value), sql`, `)} FROM ${rows}`,
  );
}

const shapes = new Map<string, Shape>(
  Object.values({ ...main, ...files, ...administration, ...requests, ...trends })
    .filter((table) => is(table, PgTable))
    .map((table) => {
      const { name, columns: unordered, primaryKeys } = getTableConfig(table);
      const columns = unordered.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const keyColumns: readonly AnyPgColumn[] =
        primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
      const key = keyColumns.map((column) => columns.findIndex((other) => other.name === column.name));
      const page = pageOf(table, columns, keyColumns);
      const statements = {
        first: page(),
        next: page(isBehind(keyColumns)),
        insert: insertAll(table, columns),
      };
      return [name, { table, columns, key, ...statements }] as const;
    }),
);

function shapeOf(table: MovedTable): Shape {
  const shape = shapes.get(table);
  if (shape === undefined) throw new Error(`The schema has no table ${table}.`);
  return shape;
}

/** @param queries of one transaction */
export function postgresContents(queries: Pick<Queries, "all">): ContentsSource {
  return { read: (table) => readParts(queries, shapeOf(table)) };
}

async function* readParts(
  queries: Pick<Queries, "all">,
  { key, first, next }: Shape,
): AsyncGenerator<SomeRows> {
  let rows = await queries.all(first, {});
  for (;;) {
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => row.map((cell) => (typeof cell === "boolean" ? Number(cell) : cell)));
    rows = await queries.all(
      next,
      Object.fromEntries(key.map((column, at) => [`key ${at}`, last[column] ?? null])),
    );
  }
}

/** A database with the schema of this version that holds nothing yet. */
export async function emptyPostgres(transaction: Transaction): Promise<ContentsTarget> {
  // What the schema came with is among the rows that come.
  for (const table of MOVED_TABLES.toReversed())
    await transaction.run(compile(sql`DELETE FROM ${shapeOf(table).table}`), {});
  return {
    ...postgresContents(transaction),
    async write(table, rows) {
      const { columns, insert } = shapeOf(table);
      const isTruth = columns.map((column) => column.getSQLType() === "boolean");
      await insert(
        transaction,
        rows.map((row) =>
          Object.fromEntries(
            columns.map(({ name }, at) => [name, isTruth[at] ? row[at] === 1 : (row[at] ?? null)]),
          ),
        ),
      );
    },
  };
}

function namesOf(columns: readonly AnyPgColumn[]): SQL {
  const names = columns.map(({ name }) => sql.identifier(name));
  return sql.join(names, sql`, `);
}
