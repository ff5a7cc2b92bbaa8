import { type GetColumnData, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { inParts } from "../../../rows/in-parts.ts";
import type { Queries } from "./queries.ts";
import { bound, compile, type Values } from "./statements.ts";

type Columns = Readonly<Record<string, AnyPgColumn>>;
type RowOf<Given extends Columns> = { readonly [Name in keyof Given]: GetColumnData<Given[Name]> };
type Row = Readonly<Record<string, unknown>>;
type Run<Given> = (transaction: Queries, rows: readonly Given[], values?: Values) => Promise<number>;

/**
 * A statement over any number of rows, which it is given as columns: an array for each, and one blob for all that is bytes, since
 * an array of bytes would be sent as text twice escaped. `write` makes it of the rows, for FROM, and the value of each column.
 * @returns a function that runs it, in several parts if there is much, and answers how many rows changed.
 */
export function overGivenRows<Given extends Columns>(
  columns: Given,
  write: (rows: SQL, value: { readonly [Name in keyof Given]: SQL }) => Parameters<typeof compile>[0],
): Run<RowOf<Given>>;
export function overGivenRows(
  columns: Columns,
  write: (rows: SQL, value: Readonly<Record<string, SQL>>) => Parameters<typeof compile>[0],
): Run<Row> {
  const parts = Object.entries(columns).map(([name, column]) => toPart(name, column));
  const arrays = parts.flatMap((part) => part.arrays);
  const listed = sql.join(
    arrays.map(({ name, type }) => sql`${bound(name)}::${sql.raw(type)}[]`),
    COMMA,
  );
  const named = sql.join(
    arrays.map(({ name }) => sql.identifier(name)),
    COMMA,
  );
  const given = sql`unnest(${listed}) AS given (${named})`;
  const hasBytes = parts.some(({ isBytes }) => isBytes);
  const rows = hasBytes ? sql`((SELECT ${bound(BYTES)}::bytea AS bytes) AS blob CROSS JOIN ${given})` : given;
  const statement = compile(write(rows, Object.fromEntries(parts.map(({ name, value }) => [name, value]))));
  return async (transaction, all, values = {}) => {
    let changed = 0;
    for (const some of inParts(all))
      changed += await transaction.run(statement, { ...values, ...bind(some, parts) });
    return changed;
  };
}

/**
 * Inserts whole rows. What a row leaves out is null. `own`: the columns in which the rows differ, where the others are the same in
 * all and come with the statement's values; left out: every column.
 */
export function insertInto<Table extends PgTable, Own extends keyof Table["$inferInsert"]>(
  table: Table,
  own?: readonly Own[],
): Run<Pick<Table["$inferInsert"], Own>>;
export function insertInto(table: PgTable, own?: readonly string[]): Run<Row> {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => sql.identifier(column.name));
  return overGivenRows(
    Object.fromEntries(columns.filter(([name]) => own?.includes(name) ?? true)),
    (rows, value) => {
      const values = columns.map(
        ([name, column]) => value[name] ?? sql`${bound(name)}::${sql.raw(column.getSQLType())}`,
      );
      return sql`INSERT INTO ${table} (${sql.join(names, COMMA)}) SELECT ${sql.join(values, COMMA)} FROM ${rows}`;
    },
  );
}

const COMMA = sql`, `;
/** No column is called so. */
const BYTES = "all bytes";

/** A column of the rows, and the arrays that hold it: of bytes, where in the blob each value starts, and its length. */
interface Part {
  readonly name: string;
  readonly isBytes: boolean;
  readonly arrays: readonly { readonly name: string; readonly type: string }[];
  readonly value: SQL;
}

function toPart(name: string, column: AnyPgColumn): Part {
  const type = column.getSQLType();
  const valueOf = (array: string) => sql`given.${sql.identifier(array)}`;
  if (type !== "bytea") {
    const array = `given ${name}`;
    // The type of an array has no collation.
    const arrays = [{ name: array, type: type.split(" ")[0] ?? type }];
    return { name, isBytes: false, arrays, value: valueOf(array) };
  }
  const [start, length] = [`given ${name} start`, `given ${name} length`];
  return {
    name,
    isBytes: true,
    arrays: [start, length].map((array) => ({ name: array, type: "int" })),
    value: sql`substring(blob.bytes FROM ${valueOf(start)} FOR ${valueOf(length)})`,
  };
}

function bind(rows: readonly Row[], parts: readonly Part[]): Values {
  const bytes: Uint8Array[] = [];
  let next = 1;
  const values: Record<string, readonly (number | string | boolean | null)[]> = {};
  for (const { name, isBytes, arrays } of parts) {
    const columns = isBytes
      ? putTogether(rows.map((row) => asBytes(row[name])))
      : [rows.map((row) => asScalar(row[name]))];
    for (const [at, array] of arrays.entries()) values[array.name] = columns[at] ?? [];
  }
  return { ...values, [BYTES]: Buffer.concat(bytes) };

  function putTogether(found: readonly (Uint8Array | null)[]) {
    const starts = found.map((some) => {
      if (some === null) return null;
      bytes.push(some);
      next += some.length;
      return next - some.length;
    });
    return [starts, found.map((some) => some?.length ?? null)];
  }
}

function asScalar(value: unknown): number | string | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  throw new Error("A column of numbers, texts or booleans has a value of another kind.");
}

function asBytes(value: unknown): Uint8Array | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array) return value;
  throw new Error("A column of bytes has a value of another kind.");
}
