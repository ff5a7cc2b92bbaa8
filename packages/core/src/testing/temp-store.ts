import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../store/sqlite/open-store.ts";
import type { Store } from "../store/store.ts";
import { placeMigratedDatabase } from "./migrated-database.ts";

export const migrationsFolder = join(import.meta.dirname, "../../drizzle");

export interface TempStore extends AsyncDisposable {
  readonly store: Store;
  /** Of the database file; nothing but the database and its companions is in its directory. */
  readonly path: string;
  /** Another connection to the same database, as another process has. Closed with the rest. */
  connect(): Promise<Store>;
}

/** A store in a directory of its own, which goes with it. */
export async function openTempStore(): Promise<TempStore> {
  const directory = await mkdtemp(join(tmpdir(), "opp-store-"));
  const path = join(directory, "vault.sqlite");
  const connections: Store[] = [];
  await placeMigratedDatabase({ path, migrationsFolder });
  const connect = async () => {
    const store = await openSqliteStore({ path, migrationsFolder });
    connections.push(store);
    return store;
  };
  return {
    store: await connect(),
    path,
    connect,
    async [Symbol.asyncDispose]() {
      for (const store of connections) await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
