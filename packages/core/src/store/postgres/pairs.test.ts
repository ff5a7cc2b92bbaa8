import { describe, expect, it } from "vitest";
import { VaultError } from "../../errors.ts";
import { ownScope } from "../../testing/own-scope.ts";
import {
  askDatabase,
  emptyDatabase,
  openEmptyDatabase,
  postgresMigrations,
} from "../../testing/temp-postgres.ts";
import { furnish } from "../contract/furnished.suite.ts";
import { CALLS, type Call } from "../contract/ownership.suite.ts";
import { allOf, plain } from "../contract/world.suite.ts";
import type { Store } from "../store.ts";
import { sqlStateOf } from "./faults/pg-errors.ts";
import { openPostgresStore } from "./open-store.ts";

/** `OPP_PAIR_ROUNDS=200` meets many more. */
const ROUNDS = Number(process.env.OPP_PAIR_ROUNDS ?? 4);
const READS = /\.(countRows|count|find\w*|list\w*|page|places|ids|read\w*|rows|versions|use|has\w*)$/;

const calls = Object.entries(CALLS).flatMap(([name, call]): [string, Call][] =>
  call && !READS.test(name) ? [[name, call]] : [],
);

const COUNT_DEADLOCKS = `
  SELECT deadlocks::int, (SELECT count(*)::int FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid())
  FROM pg_stat_database WHERE datname = current_database()`;

async function openWorld() {
  // A new one: PostgreSQL counts a database's deadlocks for as long as it exists, and another test may have wanted one.
  const database = await openEmptyDatabase();
  const place = {
    server: database.place,
    migrationsFolder: postgresMigrations,
    waitMs: 60_000,
    losesData: true,
  };
  const stores = [await openPostgresStore(place), await openPostgresStore(place)] as const;
  const close = async () => {
    for (const store of stores) await store.close();
  };
  return {
    stores,
    /** The same rows under the same ids, each time. */
    async furnish() {
      await emptyDatabase(database.place);
      return furnish(stores[0], "owner");
    },
    /** Closes the stores: a connection may keep for itself what it counted until it ends. */
    async deadlocks() {
      await close();
      const ask = async () => (await askDatabase(database.place, COUNT_DEADLOCKS))[0]?.rows[0];
      await expect.poll(async () => (await ask())?.count, { timeout: 30_000 }).toBe(0);
      return Number((await ask())?.deadlocks);
    },
    async [Symbol.asyncDispose]() {
      await close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Some samples of a call are several calls, and another one may come between these. */
function countWrites(store: Store) {
  let writes = 0;
  const counting = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member === "object" && member !== null) return counting(member);
        if (
          typeof member === "function" &&
          !String(name).startsWith("reserve") &&
          !READS.test(`.${String(name)}`)
        )
          writes += 1;
        return member;
      },
    });
  return { store: counting(store), writes: () => writes };
}

type World = Awaited<ReturnType<typeof openWorld>>;
type Order = "at once" | "the first one first" | "the second one first";

/** What two calls answer, and all rows afterwards. */
async function meet(world: World, [first, second]: readonly [Call, Call], order: Order) {
  const { userId, names } = await world.furnish();
  const [here, there] = world.stores;
  const scope = ownScope(userId);
  let most = 0;
  const run = async (call: Call, store: Store): Promise<unknown> => {
    const counted = countWrites(store);
    try {
      const answer = plain((await call(counted.store, scope, names)) ?? null);
      most = Math.max(most, counted.writes());
      return answer;
    } catch (error) {
      // What a method refuses is an answer; anything else is a bug.
      if (error instanceof VaultError) return error.code;
      throw error;
    }
  };
  const answers: unknown[] = [];
  if (order === "at once") answers.push(...(await Promise.all([run(first, here), run(second, there)])));
  else if (order === "the first one first") answers.push(await run(first, here), await run(second, there));
  else {
    const last = await run(second, there);
    answers.push(await run(first, here), last);
  }
  const state = await allOf(here, userId);
  const text = JSON.stringify({ answers, state }, null, 1)
    .replaceAll(names.session, "the session")
    .replace(/"secretHash": "[^"]+"/g, "");
  return { text, most };
}

/** Pairs as they come: each round another one, in every run the same. */
function pairOf(round: number): readonly [[string, Call], [string, Call]] {
  const steps = (round * 2_654_435_761) % (calls.length * calls.length);
  const [one, other] = [calls[steps % calls.length], calls[Math.floor(steps / calls.length)]];
  if (!(one && other)) throw new Error("unreachable");
  return [one, other];
}

/** Two transactions that take two turns in opposite orders, each the second one when both have their first. */
async function waitForEachOther([here, there]: World["stores"]): Promise<void> {
  const clients = [await here.pool.connect(), await there.pool.connect()] as const;
  const take = (client: (typeof clients)[number], turn: number) =>
    client.query("SELECT pg_advisory_xact_lock($1)", [turn]);
  for (const [turn, client] of clients.entries()) {
    await client.query("BEGIN");
    await take(client, turn);
  }
  const second = async (client: (typeof clients)[number], turn: number) => {
    const answer = await take(client, turn).then(
      () => "done",
      (error: unknown) => sqlStateOf(error),
    );
    await client.query("ROLLBACK");
    client.release();
    return answer;
  };
  const answers = await Promise.all([second(clients[0], 1), second(clients[1], 0)]);
  expect(new Set(answers)).toEqual(new Set(["40P01", "done"]));
}

describe("two calls at once on two nodes of PostgreSQL", () => {
  it("are in each other's way only if PostgreSQL counts it in their own database", async () => {
    {
      await using world = await openWorld();
      await waitForEachOther(world.stores);
      expect(await world.deadlocks()).toBe(1);
    }
    await using other = await openWorld();
    expect(await other.deadlocks()).toBe(0);
  });

  it("do what they would have done one after the other, and none is in the other's way", {
    timeout: 1_800_000,
  }, async () => {
    await using world = await openWorld();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const [[one, first], [other, second]] = pairOf(round);
      const both = [first, second] as const;
      const met = await meet(world, both, "at once");
      const orders = [
        await meet(world, both, "the first one first"),
        await meet(world, both, "the second one first"),
      ];
      const what = `${one} and ${other}`;
      expect.soft(met.text, what).not.toContain('"BUSY"');
      if (met.most < 2 && !orders.some(({ text }) => text === met.text))
        expect.soft(met.text, what).toBe(orders[0]?.text);
    }
    expect(await world.deadlocks()).toBe(0);
  });
});
