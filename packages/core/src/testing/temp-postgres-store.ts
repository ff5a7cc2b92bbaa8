import { openPostgresStore, type PostgresStore } from "../store/postgres/open-store.ts";
import type { Store } from "../store/store.ts";
import { openTempDatabase, postgresMigrations } from "./temp-postgres.ts";

export interface TempPostgresStore extends AsyncDisposable {
  readonly store: PostgresStore;
  /** Another connection to the same database, as another node has. Closed with the rest. */
  connect(): Promise<Store>;
}

/** `OPP_TEST_PGBOUNCER` (a port) puts PgBouncer in transaction mode between the stores of the tests and their server. */
const pooler = process.env["OPP_TEST_PGBOUNCER"];
const throughPooler = pooler !== undefined && { host: "127.0.0.1", port: Number(pooler), prepared: false };

/** A store in a database of PostgreSQL that no other test has. */
export async function openTempPostgresStore({
  prepared = true,
  lookEveryMs,
}: {
  readonly prepared?: boolean;
  readonly lookEveryMs?: number;
} = {}): Promise<TempPostgresStore> {
  const database = await openTempDatabase();
  const connections: Store[] = [];
  const connect = async () => {
    const store = await openPostgresStore({
      server: { ...database.place, prepared, ...throughPooler },
      migrationsFolder: postgresMigrations,
      // Nothing is busy but the machine that runs the tests.
      waitMs: 60_000,
      losesData: true,
      lookEveryMs,
    });
    connections.push(store);
    return store;
  };
  return {
    store: await connect(),
    connect,
    async [Symbol.asyncDispose]() {
      for (const store of connections) await store.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
