import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { asSessionId } from "../../../../ids.ts";
import { ownScope } from "../../../../testing/own-scope.ts";
import { openTempStore, type TempStore } from "../../../../testing/temp-store.ts";
import {
  addItems,
  addSession,
  addUser,
  emptyWholeTrash,
  idsOf,
  only,
  rewrite,
  sealed,
  wrap,
} from "../../../contract/world.suite.ts";

/** Whether the bytes are anywhere in the database's directory: file, write-ahead log or any other file. */
async function isOnDisk({ path }: TempStore, marker: string): Promise<boolean> {
  const names = await readdir(dirname(path));
  const files = await Promise.all(names.map((name) => readFile(join(dirname(path), name))));
  return files.some((bytes) => bytes.includes(marker));
}

/** Enough around a marked row that its page stays in use. */
const FILLERS = Array.from({ length: 50 }, (_, i) => `filler ${i} ${"x".repeat(200)}`);

/** On a page among others, and over many whole pages. */
const SIZES = { short: 1, long: 2000 };

describe("what is erased", () => {
  for (const [size, times] of Object.entries(SIZES)) {
    const marked = (name: string) => sealed(`<${name}>`.repeat(times));

    it(`leaves no byte of a ${size} item and its versions after a checkpoint`, async () => {
      await using temp = await openTempStore();
      const { store } = temp;
      const { id: userId } = await addUser(store, "ada");
      await addItems(store, userId, FILLERS);
      const row = only(await addItems(store, userId, ["<first text>".repeat(times)]));
      await rewrite(store, userId, row, "<second text>".repeat(times));
      await addItems(store, userId, FILLERS);
      expect(await isOnDisk(temp, "<first text>")).toBe(true);
      expect(await isOnDisk(temp, "<second text>")).toBe(true);
      await store.items.trash(ownScope(userId), idsOf([row]), 3000);
      await emptyWholeTrash(store, userId);
      await store.maintain();
      expect(await isOnDisk(temp, "<first text>")).toBe(false);
      expect(await isOnDisk(temp, "<second text>")).toBe(false);
      expect(await isOnDisk(temp, "filler 7 ")).toBe(true);
    });

    it(`leaves no byte of a ${size} seal when its session ends, or it is dropped or replaced`, async () => {
      await using temp = await openTempStore();
      const { store } = temp;
      const ada = await addUser(store, "ada");
      const ended = await addSession(store, ada, { seal: marked("ended") });
      await addSession(store, ada, { seal: marked("over"), expiresAt: 2000 });
      const dropped = await addSession(store, ada, { seal: marked("dropped") });
      const replaced = await addSession(store, ada, { seal: marked("replaced"), createdAt: 2000 });
      const kept = await addSession(store, ada, { seal: marked("kept"), createdAt: 2000 });
      for (const name of ["ended", "over", "dropped", "replaced", "kept"])
        expect(await isOnDisk(temp, `<${name}>`)).toBe(true);
      await store.sessions.end(ada.id, ended.id, { event: "logged-out", now: 2000 });
      await store.sessions.storeSeal(ada.id, replaced.id, {
        seal: sealed("another"),
        wrapNumber: 1,
        now: 2000,
      });
      await store.sessions.sweep(2000, 1500, 1500);
      await store.maintain();
      for (const name of ["ended", "over", "dropped", "replaced"])
        expect(await isOnDisk(temp, `<${name}>`)).toBe(false);
      expect(await isOnDisk(temp, "<kept>")).toBe(true);
      expect((await store.sessions.find(ada.id, dropped.id, 2000))?.session.seal).toBeNull();
      await store.users.replaceWrap(ada.id, {
        expectedWrapNumber: 1,
        event: "passphrase-changed",
        wrap: wrap(2),
        keep: kept.id,
        now: 3000,
      });
      await store.maintain();
      expect(await isOnDisk(temp, "<kept>")).toBe(false);
    });
  }

  it("leaves no byte of an account after its grace", async () => {
    await using temp = await openTempStore();
    const { store } = temp;
    const gone = await addUser(store, "<gone>");
    const stays = await addUser(store, "<stays>");
    await addItems(
      store,
      gone.id,
      FILLERS.map((text) => `<gone> ${text}`),
    );
    await addItems(
      store,
      stays.id,
      FILLERS.map((text) => `<stays> ${text}`),
    );
    await store.users.markDeleted(gone.id, 2000);
    await store.users.eraseDeletedBefore(3000, 1000);
    await store.maintain();
    expect(await isOnDisk(temp, "<gone>")).toBe(false);
    expect(await isOnDisk(temp, "<stays>")).toBe(true);
  });

  it("leaves no byte when another process was reading and writing in between", async () => {
    await using temp = await openTempStore();
    const other = await temp.connect();
    const ada = await addUser(temp.store, "ada");
    const session = await addSession(temp.store, ada, { seal: sealed("<seal>") });
    await other.sessions.find(ada.id, session.id, 2000);
    await other.sessions.touch(ada.id, session.id, { seal: true, now: 2000 });
    await temp.store.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 });
    await other.sessions.end(ada.id, asSessionId("e".repeat(32)), { event: "logged-out", now: 2000 });
    await temp.store.maintain();
    expect(await isOnDisk(temp, "<seal>")).toBe(false);
  });
});
