import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { migrationsFolder, openTempStore } from "../../testing/temp-store.ts";
import { addItems, addUser, everyItem, idsOf, rowsOf, textOf } from "../contract/world.suite.ts";
import { openSqliteStore } from "./open-store.ts";

/** A process of its own, as the command line is beside the server. */
function startProcess() {
  const script = join(import.meta.dirname, "other-process.testing.ts");
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** Opens the store there, adds `rounds` items one by one, and closes it. Answers whether that went well. */
    async addItems(order: { path: string; userId: number; name: string; rounds: number }): Promise<boolean> {
      child.stdin.write(`${JSON.stringify({ ...order, migrationsFolder })}\n`);
      return (await lines.next()).value === "done";
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exit;
    },
  };
}

describe("two processes on one file", () => {
  it("both write, and nothing is lost", { timeout: 60_000 }, async () => {
    await using temp = await openTempStore();
    await using one = startProcess();
    await using two = startProcess();
    const { id: userId } = await addUser(temp.store, "ada");
    const rounds = 100;
    const progress = { isOver: false };
    const others = Promise.all(
      [one, two].map((process, i) =>
        process.addItems({ path: temp.path, userId, name: `process ${i}`, rounds }),
      ),
    ).finally(() => {
      progress.isOver = true;
    });
    let written = 0;
    while (!progress.isOver || written < rounds) {
      await addItems(temp.store, userId, [`here ${written}`]);
      if (written % 20 === 0) await temp.store.maintain();
      written += 1;
      await sleep(1);
    }
    expect(await others).toEqual([true, true]);
    const items = await rowsOf(temp.store, userId, { trash: false, ...everyItem });
    const texts = items.map((row) => textOf(row.sealed)).toSorted();
    const from = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name} ${i}`);
    expect(texts).toEqual(
      [...from("here", written), ...from("process 0", rounds), ...from("process 1", rounds)].toSorted(),
    );
    expect(new Set(idsOf(items)).size).toBe(items.length);
  });

  it("may both be the first to open it", { timeout: 60_000 }, async () => {
    await using temp = await openTempStore();
    await using one = startProcess();
    await using two = startProcess();
    await using three = startProcess();
    for (let i = 0; i < 30; i++) {
      const path = `${temp.path}.${i}`;
      const open = { path, userId: 1, name: "", rounds: 0 };
      const opened = await Promise.all([one, two, three].map((process) => process.addItems(open)));
      expect(opened).toEqual([true, true, true]);
      const store = await openSqliteStore({ path, migrationsFolder });
      expect(await store.users.count()).toBe(0);
      await store.close();
    }
  });
});
