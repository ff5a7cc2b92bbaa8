import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { openTempDatabase } from "../../../testing/temp-postgres.ts";
import { openPool } from "../server/open-pool.ts";
import { joinNodes } from "./join-nodes.ts";
import { registerNode } from "./node-register.ts";
import { onOneNode } from "./on-one-node.ts";
import { OtherServerSecretError, requireSameSecret } from "./same-secret.ts";

/** Two nodes of one server: each has its own connections. */
async function openNodes() {
  const database = await openTempDatabase();
  const pools = [1, 2].map((node) =>
    openPool(database.place, { size: 5, waitMs: 60_000, node: String(node) }),
  );
  const [first, second] = pools;
  if (!first || !second) throw new Error("There are two.");
  return {
    first,
    second,
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database[Symbol.asyncDispose]();
    },
  };
}

const FAR_MS = 400 * 86_400_000;

describe("nodes of one server", () => {
  it("do a piece of work on one of them at a time, and on the other when the first has gone", async () => {
    await using nodes = await openNodes();
    const done: string[] = [];
    const going = new EventEmitter();
    const sweeping = onOneNode(nodes.first)("sweep", async () => {
      const told = once(going, "continue");
      going.emit("begun");
      await told;
      done.push("first");
    });
    await once(going, "begun");
    expect(await onOneNode(nodes.second)("sweep", async () => void done.push("second"))).toBe(false);
    going.emit("continue");
    expect(await sweeping).toBe(true);
    expect(await onOneNode(nodes.second)("sweep", async () => void done.push("second"))).toBe(true);
    expect(done).toEqual(["first", "second"]);
  });

  it("give a piece of work back when it fails, or when their connection is lost", async () => {
    await using nodes = await openNodes();
    const failing = onOneNode(nodes.first)("sweep", () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await onOneNode(nodes.second)("sweep", async () => undefined)).toBe(true);
    const killed = onOneNode(nodes.first)("sweep", async () => {
      await nodes.second.query(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'opp/1'",
      );
      expect(await onOneNode(nodes.second)("sweep", async () => undefined)).toBe(true);
    });
    expect(await killed).toBe(true);
  });

  it("know of each other, and by how much their clocks differ from the database's", async () => {
    await using nodes = await openNodes();
    const report = () => undefined;
    const one = await registerNode(nodes.first, { version: "1.0.0", now: () => Date.now(), report });
    const two = await registerNode(nodes.second, {
      version: "1.0.1",
      now: () => Date.now() + 40_000,
      report,
    });
    expect((await one.list()).map(({ id, version }) => ({ id, version }))).toEqual([
      { id: one.id, version: "1.0.0" },
      { id: two.id, version: "1.0.1" },
    ]);
    expect(Math.abs(one.clockAheadMs())).toBeLessThan(20_000);
    expect(two.clockAheadMs() - one.clockAheadMs()).toBeGreaterThan(20_000);
    await two.leave();
    await two.leave();
    expect(await one.list()).toHaveLength(1);
    await nodes.first.query("UPDATE nodes SET seen_at = seen_at - 100000");
    expect(await one.list()).toEqual([]);
    await one.leave();
  });

  it("leave work that erases to others while their clock is wrong", async () => {
    await using nodes = await openNodes();
    let aheadMs = FAR_MS;
    const joined = await joinNodes(nodes.first, {
      version: "1.0.0",
      now: () => Date.now() + aheadMs,
      explain: (error: unknown) => error,
      secretCheck: new Uint8Array(32),
      hashTried: () => new Uint8Array(16),
      report: () => undefined,
    });
    let swept = 0;
    const sweep = () => joined.onOneNode("sweep", async () => void (swept += 1));
    expect([await sweep(), swept]).toEqual([false, 0]);
    aheadMs = 0;
    expect([await sweep(), swept]).toEqual([true, 1]);
    // It is compared before each piece of work: it may have been set since the last look.
    aheadMs = -FAR_MS;
    expect([await sweep(), swept]).toEqual([false, 1]);
    await joined.leave();
  });

  it("refuse to start when another one has another server secret", async () => {
    await using nodes = await openNodes();
    const [ours, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    await requireSameSecret(nodes.first, ours);
    await requireSameSecret(nodes.second, ours);
    await expect(requireSameSecret(nodes.second, other)).rejects.toThrow(OtherServerSecretError);
    await requireSameSecret(nodes.first, ours);
  });
});
