import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { migrationsFolder, openTempStore } from "../../testing/temp-store.ts";
import { addItems, addUser, everyItem, idsOf, textOf } from "../contract/world.suite.ts";
import { openSqliteStore } from "./open-store.ts";

/** Runs a script of this directory's in a process of its own, as the command line beside the server. */
async function inAnotherProcess(script: string, values: object): Promise<void> {
  const path = new URL(script, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, JSON.stringify({ ...values, migrationsFolder })], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(complaint);
}

describe("two processes on one file", () => {
  it("both write, and nothing is lost", { timeout: 60_000 }, async () => {
    await using temp = await openTempStore();
    const { id: userId } = await addUser(temp.store, "ada");
    const rounds = 100;
    const others = [1, 2].map((writer) =>
      inAnotherProcess("./other-process.testing.ts", {
        paths: [temp.path],
        userId,
        name: `process ${writer}`,
        rounds,
      }),
    );
    const progress = { isOver: false };
    const done = Promise.allSettled(others).finally(() => {
      progress.isOver = true;
    });
    let written = 0;
    while (!progress.isOver || written < rounds) {
      await addItems(temp.store, userId, [`here ${written}`]);
      if (written % 20 === 0) await temp.store.checkpoint();
      written += 1;
      await sleep(1);
    }
    expect((await done).filter(({ status }) => status === "rejected")).toEqual([]);
    const items = await temp.store.items.page(userId, { trash: false, ...everyItem });
    const texts = items.map((row) => textOf(row.sealed)).toSorted();
    const from = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name} ${i}`);
    expect(texts).toEqual(
      [...from("here", written), ...from("process 1", rounds), ...from("process 2", rounds)].toSorted(),
    );
    expect(new Set(idsOf(items)).size).toBe(items.length);
  });

  it("may both be the first to open it", { timeout: 60_000 }, async () => {
    await using temp = await openTempStore();
    // Whoever is ahead makes the next file, so the processes come abreast somewhere.
    const paths = Array.from({ length: 100 }, (_, i) => `${temp.path}.${i}`);
    const opening = { paths, rounds: 0 };
    await Promise.all([1, 2, 3].map(() => inAnotherProcess("./other-process.testing.ts", opening)));
    for (const path of paths.slice(0, 5)) {
      const store = await openSqliteStore({ path, migrationsFolder });
      expect(await store.users.count()).toBe(0);
      await store.close();
    }
  });
});
