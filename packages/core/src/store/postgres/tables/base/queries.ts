import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { ClientBase, Pool, QueryArrayConfig } from "pg";
import type { Statement, Values } from "./statements.ts";

/** Where statements run: in a transaction, or each by itself on any connection of the pool. One after the other. */
export interface Queries {
  /** Drizzle, for statements that are built when they run. To know how many rows one changed, give it to `run`. */
  readonly db: PgRemoteDatabase;
  one<Row extends unknown[]>(statement: Statement<Row>, values: Values): Promise<Row | undefined>;
  all<Row extends unknown[]>(statement: Statement<Row>, values: Values): Promise<Row[]>;
  /** Answers how many rows changed. */
  run(statement: Statement<never> | Built, values?: Values): Promise<number>;
}

type Built = { toSQL(): { sql: string; params: unknown[] } };

const WRITES: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

interface QueryOptions {
  /** Told how many rows each statement wrote. What a SELECT writes in a WITH, it doesn't see. */
  readonly changed?: (rows: number) => void;
  /** Whether the server keeps the plans of statements; left out: true. */
  readonly prepared?: boolean;
}

export function queriesOn(
  client: Pool | ClientBase,
  { changed = () => undefined, prepared = true }: QueryOptions = {},
): Queries {
  const send = async <Row extends unknown[]>(config: QueryArrayConfig) => {
    const result = await client.query<Row>(config);
    if (WRITES.has(result.command)) changed(result.rowCount ?? 0);
    return result;
  };
  const sendCompiled = <Row extends unknown[]>({ text, name, bind }: Statement<Row>, values: Values) =>
    send<Row>({ text, ...(prepared && { name }), values: bind(values), rowMode: "array" });

  return {
    db: drizzle(async (text, values) => {
      const { rows } = await send({ text, values, rowMode: "array" });
      return { rows };
    }),
    async one(statement, values) {
      return (await sendCompiled(statement, values)).rows[0];
    },
    async all(statement, values) {
      return (await sendCompiled(statement, values)).rows;
    },
    async run(statement, values = {}) {
      if ("bind" in statement) return (await sendCompiled(statement, values)).rowCount ?? 0;
      const { sql: text, params } = statement.toSQL();
      return (await send({ text, values: params, rowMode: "array" })).rowCount ?? 0;
    },
  };
}
