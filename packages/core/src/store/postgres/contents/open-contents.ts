import { sql } from "drizzle-orm";
import type { Pool, PoolClient } from "pg";
import { MoveError } from "../../moving/move-error.ts";
import { type ContentsSource, type ContentsTarget, MOVED_TABLES } from "../../moving/table-contents.ts";
import { isUpToDate, migrate } from "../migrations/migrate.ts";
import { checkServer } from "../server/check-server.ts";
import { afterBegin, openPool, type ServerPlace } from "../server/open-pool.ts";
import { createChangeNotes } from "../tables/base/change-notes.ts";
import { type Connection, connect, type Transaction } from "../tables/base/connection.ts";
import type { Queries } from "../tables/base/queries.ts";
import { compile } from "../tables/base/statements.ts";
import { emptyPostgres, postgresContents } from "./postgres-contents.ts";

export interface PostgresPlace {
  readonly server: ServerPlace;
  /** This package's `drizzle-postgres/`. */
  readonly migrationsFolder: string;
}

/**
 * Gives `take` the rows of a database, all in the state of one moment. Nothing is written to it.
 * @param alone whether no server may run on it
 * @throws MoveError, NewerPostgresSchemaError
 */
export async function withContents<T>(
  { server, migrationsFolder }: PostgresPlace,
  take: (source: ContentsSource) => Promise<T>,
  { alone }: { readonly alone: boolean },
): Promise<T> {
  return withConnection(server, async (connection, pool) => {
    await refuseOlder(pool, migrationsFolder);
    return connection.read(async (queries) => {
      if (alone) await refuseOthers(queries);
      const taken = await take(postgresContents(queries));
      if (alone) await refuseOthers(queries);
      return taken;
    });
  });
}

/**
 * Changes a database on which no server runs, in one transaction.
 * @throws MoveError, NewerPostgresSchemaError
 */
export async function writeAlone<T>(
  { server, migrationsFolder }: PostgresPlace,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return withConnection(server, async (connection, pool) => {
    await refuseOlder(pool, migrationsFolder);
    return connection.write(async (tx) => {
      await refuseOthers(tx);
      return work(tx);
    });
  });
}

/**
 * Fills a database that holds nothing yet, in one transaction: whatever ends it before its end leaves the database empty.
 * @throws MoveError, NewerPostgresSchemaError, UnfitServerError
 */
export async function fillDatabase<T>(
  { server, migrationsFolder }: PostgresPlace,
  fill: (target: ContentsTarget) => Promise<T>,
): Promise<T> {
  return withConnection(server, async (connection, pool) => {
    await onClient(pool, async (client) => {
      // A server that could lose its data is refused by the first node that starts; until then, the source still exists.
      await checkServer(client, { losesData: true });
      await migrate(client, migrationsFolder);
    });
    const filled = await connection.write(async (tx) => {
      await tx.run(lockTables, {});
      await refuseOthers(tx);
      await refuseRows(tx);
      const done = await fill(await emptyPostgres(tx));
      await tx.run(continueChunkIds, {});
      return done;
    });
    // The server plans by what it knows of a table, and of these it knows that they are empty.
    await connection.run(analyze, {});
    return filled;
  });
}

const names = sql.join(
  MOVED_TABLES.map((table) => sql.identifier(table)),
  sql`, `,
);
const lockTables = compile(sql`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
const analyze = compile(sql`ANALYZE ${names}`);
const continueChunkIds = compile(
  sql`SELECT setval(pg_get_serial_sequence('attachment_chunks', 'id'), coalesce(max(id), 0) + 1, false) FROM attachment_chunks`,
);
const findOthers = compile<[name: string]>(
  sql`SELECT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'opp/%' AND application_name <> current_setting('application_name')`,
);
/** The schema comes with counters that have counted nothing. */
const findRows = compile<[table: string]>(
  sql`${sql.join(
    MOVED_TABLES.map(
      (table) =>
        sql`SELECT ${sql.raw(`'${table}'`)} FROM ${sql.identifier(table)}${table === "counters" ? sql` WHERE value > 0` : sql``}`,
    ),
    sql` UNION ALL `,
  )} LIMIT 1`,
);

const refuseOlder = (pool: Pool, migrationsFolder: string): Promise<void> =>
  onClient(pool, async (client) => {
    if (!(await isUpToDate(client, migrationsFolder)))
      throw new MoveError(
        "older",
        "The PostgreSQL database was written by an older version, or holds no vault. Start the server once with it, stop it, then try again.",
      );
  });

async function refuseOthers(queries: Pick<Queries, "one">): Promise<void> {
  const other = await queries.one(findOthers, {});
  if (other !== undefined)
    throw new MoveError("in-use", "A server runs on the PostgreSQL database. Stop it, then try again.");
}

async function refuseRows(transaction: Transaction): Promise<void> {
  const found = await transaction.one(findRows, {});
  if (found !== undefined)
    throw new MoveError(
      "not-empty",
      `The PostgreSQL database isn't empty: its table ${found[0]} has rows. Choose an empty one.`,
    );
}

async function withConnection<T>(
  server: ServerPlace,
  work: (connection: Connection, pool: Pool) => Promise<T>,
): Promise<T> {
  const pool = openPool(server, { size: 2, node: `move-${process.pid}` });
  try {
    return await work(
      connect(pool, createChangeNotes(), {
        prepared: server.prepared ?? true,
        afterBegin: afterBegin(server),
      }),
      pool,
    );
  } finally {
    await pool.end();
  }
}

async function onClient(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
}
