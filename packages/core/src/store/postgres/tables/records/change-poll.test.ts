import { describe, expect, it } from "vitest";
import { personalVaultOf } from "../../../../ids.ts";
import { ownScope } from "../../../../testing/own-scope.ts";
import { openTempPostgresStore } from "../../../../testing/temp-postgres-store.ts";
import type { ChangeNote } from "../../../change-store.ts";
import { addItems, addSession, addUser, idsOf } from "../../../contract/world.suite.ts";

const behindPooler = { prepared: false, lookEveryMs: 100 };

/** Two nodes behind a pooler, and what the pages of the first one hear. */
async function openWorld() {
  const world = await openTempPostgresStore(behindPooler);
  const other = await world.connect();
  const notes: ChangeNote[] = [];
  world.store.changes.watch((note) => notes.push(note));
  return { store: world.store, other, notes, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const told = (notes: readonly ChangeNote[], wanted: ChangeNote) =>
  expect.poll(() => notes, { timeout: 30_000 }).toContainEqual(wanted);

describe("changes of other nodes behind a pooler", () => {
  it("are found by looking: of a vault with an open page, and of its account's sessions", async () => {
    await using world = await openWorld();
    const { store, other, notes } = world;
    const ada = await addUser(store, "ada");
    const session = await addSession(store, ada);
    await store.changes.read(ada.id);
    const vaultId = personalVaultOf(ada.id);
    const ids = idsOf(await addItems(other, ada.id, ["one"]));
    await told(notes, { kind: "vault", vaultId, revision: 1, by: null });
    await told(notes, { kind: "account", userId: ada.id });
    notes.length = 0;
    await other.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 });
    await told(notes, { kind: "account", userId: ada.id });
    notes.length = 0;
    // Its own change comes at once, and only once.
    await store.items.trash(ownScope(ada.id), ids, 2000);
    await addItems(other, ada.id, ["two"]);
    await told(notes, { kind: "vault", vaultId, revision: 3, by: null });
    expect(notes.filter(({ kind }) => kind === "vault")).toEqual(
      [2, 3].map((revision) => ({ kind: "vault", vaultId, revision, by: null })),
    );
  });
});

describe("a store behind a pooler", () => {
  it("gives no statement a name, and sets its limits in each transaction", async () => {
    await using world = await openTempPostgresStore(behindPooler);
    const ada = await addUser(world.store, "ada");
    await world.store.users.rename(ada.id, "bob", 2000);
    expect(await world.store.pool.query("SELECT FROM pg_prepared_statements")).toMatchObject({ rowCount: 0 });
    const { rows } = await world.store.pool.query("SHOW lock_timeout");
    expect(rows).toEqual([{ lock_timeout: "0" }]);
  });
});
