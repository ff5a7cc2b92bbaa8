import { is, Placeholder, type SQL, SQL as SQLClass, sql } from "drizzle-orm";
import { type AnyPgColumn, PgDialect } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pg-proxy";
import type { VaultId } from "../../../../ids.ts";

export type Bindable = number | string | boolean | Uint8Array | null | readonly (number | string)[];
export type Values = Readonly<Record<string, Bindable>>;
type Built = { toSQL(): { sql: string; params: unknown[] } };

/** Builds statements that are compiled once, apart from any connection. It runs none. */
export const build = drizzle(async () => {
  throw new Error("This only builds statements.");
});

/** A value that a compiled statement is given by this name when it runs. */
export const bound = (name: string): SQL => sql`${sql.placeholder(name)}`;

/** Membership in a list of any length, as one parameter: PostgreSQL has a limit on their number. */
export const isOneOf = (column: AnyPgColumn, ids: readonly number[] | SQL): SQL =>
  sql`${column} = ANY(${Array.isArray(ids) ? sql.param(ids) : ids}::bigint[])`;

/**
 * The rows of the column's table that are so, but for those that another transaction has in hand. A sweep holds rows of many accounts, in no
 * order: it leaves a row to its next turn rather than waiting for who may wait for it.
 * @param limit how many at most; left out: all
 */
export function inNobodysHand(id: AnyPgColumn, where: SQL | undefined, limit?: Placeholder): SQL {
  const free = build.select({ id }).from(id.table).where(where).for("update", { skipLocked: true });
  return sql`${id} = ANY(ARRAY${limit ? free.limit(limit) : free})`;
}

/** The owner's rows among those of these ids. */
export const isOwnAmong = (
  table: { vaultId: AnyPgColumn; id: AnyPgColumn },
  vaultId: VaultId | SQL,
  ids: readonly number[] | SQL,
): SQL => sql`${isOneOf(table.id, ids)} AND ${table.vaultId} = ${vaultId}`;

/** `Row` is the tuple of the columns selected, in their order. */
export interface Statement<Row extends unknown[]> {
  readonly text: string;
  /** Under which the server keeps its plan, on each connection. */
  readonly name: string;
  readonly bind: (values: Values) => unknown[];
  /** Only for the compiler. */
  readonly row?: Row;
}

const dialect = new PgDialect();
let compiled = 0;

/**
 * A statement that is written once and prepared on each connection that runs it, whose rows come as the driver gives them: for paths
 * where building the query and mapping each row would cost more than the query. To be called once for each statement.
 */
export function compile<Row extends unknown[] = never>(query: Built | SQL): Statement<Row> {
  const { sql: text, params } = query instanceof SQLClass ? dialect.sqlToQuery(query) : query.toSQL();
  const names = params.map((param) => (is(param, Placeholder) ? param.name : null));
  compiled += 1;
  return {
    text,
    name: `opp_${compiled}`,
    bind: (values) =>
      names.map((name, i) => {
        if (name === null) return params[i];
        const value = values[name];
        if (value === undefined) throw new Error(`The statement was given no "${name}".`);
        return value;
      }),
  };
}
