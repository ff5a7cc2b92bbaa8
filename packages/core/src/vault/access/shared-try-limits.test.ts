import { createHash } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { shareTryLevels } from "../../store/postgres/nodes/try-levels.ts";
import { openPool } from "../../store/postgres/server/open-pool.ts";
import { openTempDatabase } from "../../testing/temp-postgres.ts";
import { describeTryLimits, refused, startClock } from "./try-limits.suite.ts";
import { limitTries } from "./try-limits.ts";

const hashWith = (secret: string) => (key: string) =>
  createHash("sha256").update(`${secret}:${key}`).digest().subarray(0, 16);

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

const shared = await openNodes();
afterAll(() => shared[Symbol.asyncDispose]());
let worlds = 0;

describeTryLimits(
  "counted in PostgreSQL by two nodes in turn",
  async (clock) => {
    // Each test has its own names, since they share a database.
    const hash = hashWith(`world ${(worlds += 1)}`);
    const nodes = [shared.first, shared.second].map((pool) =>
      limitTries(shareTryLevels(pool, hash, () => clock.at).levels),
    );
    let calls = 0;
    const next = () => {
      const node = nodes[(calls += 1) % 2];
      if (!node) throw new Error("There are two.");
      return node;
    };
    return {
      admit: (address, username) => next().admit(address, username),
      forgive: (address, username) => next().forgive(address, username),
      admitAddress: (address) => next().admitAddress(address),
      forgiveAddress: (address) => next().forgiveAddress(address),
    };
  },
  { runs: 5 },
);

it("limits for tries in PostgreSQL hold no name and no address, and forget a level that has fallen to nothing", async () => {
  await using nodes = await openNodes();
  const clock = startClock();
  const { levels, sweep } = shareTryLevels(nodes.first, hashWith("secret"), () => clock.at);
  const limits = limitTries(levels);
  await limits.admit("192.0.2.1", "my-passphrase-typed-as-a-name");
  const held = async () => (await nodes.second.query("SELECT * FROM try_levels")).rows;
  expect(JSON.stringify((await held()).map((row) => String(Reflect.get(row, "key"))))).not.toMatch(
    /192\.0\.2\.1|passphrase/,
  );
  await sweep();
  expect(await held()).toHaveLength(2);
  clock.at += 60_000;
  await sweep();
  expect(await held()).toEqual([]);
});

it("limits for tries in PostgreSQL count by the database's clock where none is given", async () => {
  await using nodes = await openNodes();
  const both = [nodes.first, nodes.second].map((pool) =>
    limitTries(shareTryLevels(pool, hashWith("secret")).levels),
  );
  const tries = Array.from({ length: 60 }, (_, index) =>
    refused(both[index % 2]?.admit("a", `n${index}`) ?? Promise.reject()),
  );
  const waits = (await Promise.all(tries)).filter((wait) => wait !== null);
  expect(waits).toHaveLength(40);
  for (const wait of waits) expect(wait).toBeGreaterThan(20);
});
