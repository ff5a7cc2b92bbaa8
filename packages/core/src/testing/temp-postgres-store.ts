import { openPostgresStore } from "../store/postgres/open-store.ts";
import type { Store } from "../store/store.ts";
import { openTempDatabase, postgresMigrations } from "./temp-postgres.ts";

export interface TempPostgresStore extends AsyncDisposable {
  readonly store: Store;
  /** Another connection to the same database, as another node has. Closed with the rest. */
  connect(): Promise<Store>;
}

/** A store in a database of PostgreSQL that no other test has. */
export async function openTempPostgresStore(): Promise<TempPostgresStore> {
  const database = await openTempDatabase();
  const connections: Store[] = [];
  const connect = async () => {
    const store = await openPostgresStore({
      server: database.place,
      migrationsFolder: postgresMigrations,
      // Nothing is busy but the machine that runs the tests.
      waitMs: 60_000,
      losesData: true,
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
