import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { runOpp } from "./run-opp.ts";

const ADA = { username: "ada", password: "a good password", passphrase: "a better passphrase" };
const WRITERS = 4;
/** So that it is seen whether a call is in the backup wholly or not at all. */
const ITEMS_A_CALL = 3;
/** Before, and during: each writer's. */
const CALLS_BEFORE = 15;

async function call(url: string, token: string | null, procedure: string, input?: unknown): Promise<unknown> {
  const response = await fetch(`${url}/api/trpc/${procedure}`, {
    ...(input !== undefined && { method: "POST", body: JSON.stringify(input) }),
    headers: {
      "content-type": "application/json",
      "x-opp-phrase-base64": Buffer.from(ADA.passphrase).toString("base64url"),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${text}`);
  return JSON.parse(text).result.data;
}

const logIn = async (url: string) =>
  ((await call(url, null, "auth.login", { ...ADA, expiresInSeconds: 3600 })) as { token: string }).token;

interface Item {
  readonly id: number;
  readonly revision: number;
  readonly name: string;
  readonly account: string;
  readonly password: string;
  readonly blob: string;
}

/** Writes until told to stop: creates items, changes one of those that it made. Notes what was acknowledged, as it was then. */
async function write(server: RunningServer, token: string, writer: number, world: World): Promise<void> {
  for (let count = 0; !world.isOver; count += 1) {
    const name = `writer ${writer} call ${count}`;
    const items = Array.from({ length: ITEMS_A_CALL }, (_, i) => ({
      name,
      account: String(i),
      password: `password ${i} of ${name}`,
      blob: `Notes of ${name}. `.repeat(40),
    }));
    world.sent.add(name);
    const made = (await call(server.url, token, "items.create", { items })) as { items: Item[] };
    for (const [i, { id }] of made.items.entries())
      world.acknowledged.set(id, [`${name}|${i}|${items[i]?.password}|${items[i]?.blob}`]);
    const [first] = made.items;
    if (first && count % 3 === 0) {
      const changed = { id: first.id, revision: first.revision, password: `changed in ${name}` };
      // From here on it may be the one or the other, until the answer is there.
      const after = `${name}|0|${changed.password}|${items[0]?.blob}`;
      world.acknowledged.set(first.id, [...(world.acknowledged.get(first.id) ?? []), after]);
      await call(server.url, token, "items.update", { items: [changed] });
      world.acknowledged.set(first.id, [after]);
    }
    world.calls[writer] = count + 1;
  }
}

interface World {
  isOver: boolean;
  readonly sent: Set<string>;
  /** By id: what the item may be by now. */
  readonly acknowledged: Map<number, readonly string[]>;
  readonly calls: number[];
}

const textOf = (item: Item) => `${item.name}|${item.account}|${item.password}|${item.blob}`;

describe("a backup in the middle of a load", () => {
  it("has every record that was acknowledged before it began, and each call wholly or not at all", async () => {
    await using server = await runningServer();
    await using folder = await tempFolder();
    await call(server.url, null, "auth.register", ADA);
    const token = await logIn(server.url);
    const world: World = { isOver: false, sent: new Set(), acknowledged: new Map(), calls: [] };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(server, token, writer, world));
    const until = async (condition: () => boolean) => {
      while (!condition()) await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), ...writers]);
    };
    await until(() => world.calls.length === WRITERS && world.calls.every((calls) => calls >= CALLS_BEFORE));

    const backUp = async (name: string) => {
      const before = new Map(world.acknowledged);
      const callsBefore = [...world.calls];
      const backup = join(folder.path, name);
      const made = await runOpp(["backup", backup, "--data-dir", server.dataFolder], { folder: folder.path });
      expect(made).toMatchObject({ code: 0, stderr: "" });
      const isUnderLoad = world.calls.every((calls, writer) => calls > (callsBefore[writer] ?? 0));
      return { before, callsBefore, backup, after: new Map(world.acknowledged), isUnderLoad };
    };
    // Every writer wrote during the backup, or the test shows nothing: on a busy machine one may have waited throughout.
    let made = await backUp("backup 1");
    for (let count = 2; !made.isUnderLoad; count += 1) made = await backUp(`backup ${count}`);
    const { before, callsBefore, backup, after } = made;
    await until(() => world.calls.every((calls, writer) => calls >= (callsBefore[writer] ?? 0) + 5));
    world.isOver = true;
    await Promise.all(writers);

    const dataFolder = join(folder.path, "elsewhere");
    const restored = await runOpp(["restore", backup, "--data-dir", dataFolder], { folder: folder.path });
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    const verified = await runOpp(["verify", "--data-dir", dataFolder, "--username", "ada", "-", "--json"], {
      folder: folder.path,
      input: `${ADA.passphrase}\n`,
    });
    expect(verified.json()).toMatchObject({ problems: [] });

    await using second = await runningServer({ OPP_DATA_DIR: dataFolder });
    const { items } = (await call(second.url, await logIn(second.url), "vault.fetchAll")) as {
      items: Item[];
    };
    const found = new Map(items.map((item) => [item.id, textOf(item)]));
    // An item that was changed in between may be in the backup as it was before or after; no other may differ.
    const mayBe = (id: number) =>
      new Set([...(before.get(id) ?? []), ...(after.get(id) ?? []), ...(world.acknowledged.get(id) ?? [])]);
    const wrong = [...before.keys()].filter((id) => !mayBe(id).has(found.get(id) ?? ""));
    expect(wrong).toEqual([]);
    expect(before.size).toBeGreaterThanOrEqual(WRITERS * CALLS_BEFORE * ITEMS_A_CALL);
    const byCall = new Map<string, number>();
    for (const { name } of items) byCall.set(name, (byCall.get(name) ?? 0) + 1);
    for (const [name, count] of byCall)
      expect([name, world.sent.has(name), count]).toEqual([name, true, ITEMS_A_CALL]);
    expect(items.length).toBeLessThan(world.acknowledged.size);
  });
});
