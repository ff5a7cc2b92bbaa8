import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StorePlace } from "../store/sqlite/migrations/open-up-to-date.ts";
import { openSqliteStore } from "../store/sqlite/open-store.ts";

/** An empty database as the migrations leave it, by their folder: made once in a worker, since a copy costs a tenth of running them. */
const made = new Map<string, Promise<Uint8Array>>();

/** Puts an empty database with today's schema where none is. */
export async function placeMigratedDatabase({ path, migrationsFolder }: StorePlace): Promise<void> {
  const empty = made.get(migrationsFolder) ?? makeEmpty(migrationsFolder);
  made.set(migrationsFolder, empty);
  await writeFile(path, await empty, { mode: 0o600, flag: "wx" });
}

async function makeEmpty(migrationsFolder: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "opp-empty-"));
  try {
    const path = join(folder, "vault.sqlite");
    const store = await openSqliteStore({ path, migrationsFolder });
    await store.close();
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
