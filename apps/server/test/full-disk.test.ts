import { statSync } from "node:fs";
import { join } from "node:path";
import { canMount, mountSmallDisk } from "@opp/core/testing/small-disk";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Person } from "./person.ts";
import { type TestServer, testServer } from "./test-server.ts";

interface FullDisk extends AsyncDisposable {
  readonly server: TestServer;
  readonly ada: Person;
  /** The ids of all items. */
  readonly ids: readonly number[];
}

interface World {
  readonly name: string;
  /** A server of one account with items, on a disk that has no room for another. */
  readonly open: () => Promise<FullDisk & { readonly makeRoom: () => void }>;
}

const NEW = { items: [{ name: "Router", blob: "n".repeat(20_000) }] };

/** Creates items until the server refuses one. */
async function fillUp(ada: Person): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const answer = await ada.call("items.create", NEW);
    if (answer.status !== 200) return ids;
    ids.push(JSON.parse(answer.text).result.data.items[0].id);
  }
}

/** A database that may have no more pages: as full as a disk can be for it, wherever nothing can be mounted. */
const PAGE_LIMIT: World = {
  name: "a database that can't grow",
  async open() {
    const server = await testServer({ maxPages: 300 });
    const ada = await server.person();
    const ids = await fillUp(ada);
    return {
      server,
      ada,
      ids,
      makeRoom: () => undefined,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

const SMALL_DISK: World = {
  name: "a small disk that is full",
  async open() {
    const disk = await mountSmallDisk(24);
    if (disk === null) throw new Error("The disk could be mounted a moment ago.");
    const server = await testServer({ dataFolder: disk.path });
    const ada = await server.person();
    for (let count = 0; count < 20; count += 1) await ada.must("items.create", NEW);
    // What is moved out of the database's log leaves some room again.
    do disk.fill();
    while ((await fillUp(ada)).length > 0);
    const { items } = Object(await ada.must("items.list", {}));
    return {
      server,
      ada,
      ids: Array.from(items, (item) => Number(Object(item).id)),
      makeRoom: disk.makeRoom,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await disk[Symbol.asyncDispose]();
      },
    };
  },
};

const WORLDS = (await canMount()) ? [PAGE_LIMIT, SMALL_DISK] : [PAGE_LIMIT];

afterEach(() => vi.useRealTimers());

describe.each(WORLDS)("a server on $name", ({ open }) => {
  it("refuses new items with 507 and a sentence, in the procedures and in v1", async () => {
    await using full = await open();
    const refused = await full.ada.call("items.create", NEW);
    expect([refused.status, refused.text]).toEqual([507, expect.stringContaining("STORAGE_FULL")]);
    expect(refused.text).toContain("disk is full, so nothing was saved");
    const v1 = await full.server.ask("/api/v1/items", {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        "x-opp-jwt": full.ada.token,
        "x-opp-phrase": full.ada.passphrase,
      },
      body: Buffer.from(JSON.stringify({ items: [{ name: "Router", blob: "n".repeat(20_000) }] })),
    });
    expect([v1.status, v1.json()]).toEqual([
      507,
      {
        error: "Insufficient Storage",
        description: expect.stringContaining("disk is full"),
        status_code: 507,
      },
    ]);
  });

  it("reads, minutes later and after a wrong passphrase, too", async () => {
    await using full = await open();
    const { ada, ids } = full;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 180_000 });
    expect((await ada.call("items.get", { id: ids[0] })).status).toBe(200);
    expect((await ada.call("items.markUsed", { ids: [ids[0]] })).status).toBe(200);
    const wrong = { ...ada.headers, "x-opp-phrase-base64": Buffer.from("wrong").toString("base64url") };
    expect((await ada.call("items.list", {}, wrong)).status).toBe(403);
    expect((await ada.call("sessions.list")).status).toBe(200);
  });

  it("logs people in and out; a session that was ended is over", async () => {
    await using full = await open();
    const { ada } = full;
    const other = Object.assign(ada.at(full.server.url), { token: "" });
    await other.logIn();
    expect((await other.call("items.list", {})).status).toBe(200);
    expect((await other.call("auth.logout")).status).toBe(200);
    expect((await other.call("items.list", {})).status).toBe(401);
    expect((await ada.call("items.list", {})).status).toBe(200);
  });

  it("lets people trash items and empty the trash, and takes new ones in their place", async () => {
    await using full = await open();
    const { ada, ids } = full;
    expect(ids.length).toBeGreaterThan(10);
    await ada.must("items.trash", { ids });
    expect(await ada.must("items.emptyTrash", {})).toMatchObject({ erasedItems: ids.length });
    await ada.must("items.create", NEW);
    await ada.must("items.create", NEW);
  });

  it("says disk-full at /readyz, and that it is ready when there is room again", async () => {
    await using full = await open();
    const { ada, server, ids } = full;
    const ready = await server.ask("/readyz");
    expect([ready.status, ready.json()]).toEqual([
      503,
      expect.objectContaining({ ok: false, cause: "disk-full" }),
    ]);
    full.makeRoom();
    await ada.must("items.trash", { ids });
    await ada.must("items.emptyTrash", {});
    await ada.must("items.create", NEW);
    expect((await server.ask("/readyz")).status).toBe(200);
  });

  it("logs the cause once, and no bug", async () => {
    await using full = await open();
    const { ada, server } = full;
    for (let times = 0; times < 5; times += 1) await ada.call("items.create", NEW);
    await server.ask("/readyz");
    expect(server.logLines.filter((line) => line.includes('"cause":"disk-full"'))).toHaveLength(1);
    expect(server.logLines.join("")).not.toMatch(/"bug"|"frames"/);
  });

  it("has its reserve again when there is room", async () => {
    await using full = await open();
    const sizeNow = () => statSync(join(full.server.dataFolder, "vault.sqlite.reserve")).size;
    full.makeRoom();
    await full.server.vault.store.maintain();
    expect(sizeNow()).toBe(1024 * 1024);
  });
});
