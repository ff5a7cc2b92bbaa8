import { openPostgresStore } from "../store/postgres/open-store.ts";
import { openTempDatabase, postgresMigrations } from "./temp-postgres.ts";

/** Two nodes on one temporary database of PostgreSQL, which this closes and removes. */
export async function openTwoNodes() {
  const database = await openTempDatabase();
  const place = {
    server: database.place,
    migrationsFolder: postgresMigrations,
    losesData: true,
    waitMs: 60_000,
  };
  const nodes = [await openPostgresStore(place), await openPostgresStore(place)] as const;
  return {
    nodes,
    /** Where the database is. */
    place: database.place,
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
