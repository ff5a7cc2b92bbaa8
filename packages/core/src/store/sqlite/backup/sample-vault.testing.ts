import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { addCategories, addItems, addSession, addUser, rewrite, sealed } from "../../contract/world.suite.ts";
import type { UserRow } from "../../rows.ts";
import type { Store } from "../../store.ts";
import { inSteps } from "../files/in-steps.ts";
import { openSqliteStore } from "../open-store.ts";
import { writeBackup } from "./write-backup.ts";

export const SESSION_MARK = "<a session's seal>";
export const MADE_AT = Date.UTC(2026, 0, 2, 3, 4, 5);

export interface SampleVault extends AsyncDisposable {
  /** Of everything that the test makes. */
  readonly folder: string;
  /** Of the database, in a data folder of its own. */
  readonly path: string;
  readonly store: Store;
  readonly ada: UserRow;
  backUp(name?: string): Promise<string>;
}

/** A vault with something in every table; its items' sizes go from some bytes to many pages. */
export async function openSampleVault(items = 40): Promise<SampleVault> {
  const folder = await mkdtemp(join(tmpdir(), "opp-backup-"));
  const path = join(folder, "data", "vault.sqlite");
  const store = await openSqliteStore({ path, migrationsFolder });
  const ada = await addUser(store, "ada");
  const bob = await addUser(store, "bob");
  await addSession(store, ada, { seal: sealed(SESSION_MARK) });
  await addCategories(store, ada.id, ["work", "home"]);
  const [first] = await addItems(
    store,
    ada.id,
    Array.from({ length: items }, (_, i) => `item ${i} ${"x".repeat((i % 8) ** 5)}`),
  );
  await addItems(store, bob.id, ["bob's"]);
  if (first) await rewrite(store, ada.id, first, "item 0, again");
  return {
    folder,
    path,
    store,
    ada,
    async backUp(name = "backup.sqlite") {
      const target = join(folder, name);
      await inSteps(writeBackup({ source: path, target, replace: false, now: MADE_AT }));
      return target;
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Every row of every table, but for the tables named; blobs as hex. */
export function everyRow(path: string, except: readonly string[] = []): Record<string, unknown[]> {
  const sqlite = new Database(path);
  try {
    const names = sqlite
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    const read = (name: string) =>
      sqlite
        .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}" ORDER BY 1`)
        .all()
        .map((row) => JSON.stringify(row));
    return Object.fromEntries(
      names.filter((name) => !except.includes(name)).map((name) => [name, read(name)]),
    );
  } finally {
    sqlite.close();
  }
}
