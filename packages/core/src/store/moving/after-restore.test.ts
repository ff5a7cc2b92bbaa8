import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTempDatabase, postgresMigrations } from "../../testing/temp-postgres.ts";
import { migrationsFolder } from "../../testing/temp-store.ts";
import { addItems, addSession, addUser, idsOf } from "../contract/world.suite.ts";
import { endAccess } from "../postgres/contents/end-access.ts";
import { openPostgresStore } from "../postgres/open-store.ts";
import { type EndedAccess, ID_GAP } from "../rows/restored.ts";
import { openSqliteStore } from "../sqlite/open-store.ts";
import { endAccessIn } from "../sqlite/restore/end-access.ts";
import type { Store } from "../store.ts";

interface Place extends AsyncDisposable {
  open(): Promise<Store>;
  end(): Promise<EndedAccess>;
}

async function inPostgres(): Promise<Place> {
  const database = await openTempDatabase();
  const place = { server: database.place, migrationsFolder: postgresMigrations };
  return {
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    open: () => openPostgresStore({ ...place, losesData: true }),
    end: () => endAccess(place),
  };
}

async function inFile(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "opp-store-"));
  const place = { path: join(folder, "vault.sqlite"), migrationsFolder };
  return {
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    open: () => openSqliteStore(place),
    end: () => endAccessIn(place),
  };
}

describe.each([
  ["PostgreSQL", inPostgres],
  ["SQLite", inFile],
])("a database that another program restored: %s", (_, openPlace) => {
  it("has no session any more, and gives out no id again that it gave out since then", async () => {
    await using place = await openPlace();
    const before = await place.open();
    const ada = await addUser(before, "ada");
    await addSession(before, ada);
    const [last = 0] = idsOf(await addItems(before, ada.id, ["one"]));
    await before.close();

    expect(await place.end()).toEqual({ sessions: 1, links: 0 });
    expect(await place.end()).toEqual({ sessions: 0, links: 0 });

    const after = await place.open();
    expect(await after.sessions.list(ada.id, 0)).toEqual([]);
    expect(idsOf(await addItems(after, ada.id, ["two"]))).toEqual([last + 2 * ID_GAP + 1]);
    await after.close();
  });

  it("is left unchanged while a server runs on it", async () => {
    await using place = await openPlace();
    const store = await place.open();
    const ada = await addUser(store, "ada");
    await addSession(store, ada);
    await expect(place.end()).rejects.toThrow(/Stop (it|the server)/);
    await store.close();
    expect(await place.end()).toEqual({ sessions: 1, links: 0 });
  });
});
