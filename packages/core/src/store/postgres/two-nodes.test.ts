import { describe } from "vitest";
import { openTempPostgresStore } from "../../testing/temp-postgres-store.ts";
import { describeConcurrency } from "../contract/concurrency.suite.ts";
import { describeModel } from "../contract/model.suite.ts";
import { describeSessions } from "../contract/sessions.suite.ts";
import type { World } from "../contract/world.suite.ts";

/** One store whose calls go to each of several in turn, as requests behind a proxy do. All are closed together. */
function inTurns<Part extends object>(parts: readonly Part[], turns = { taken: 0 }): Part {
  const [first] = parts;
  if (first === undefined) throw new Error("The test has no nodes.");
  return new Proxy(first, {
    get(_, name) {
      const members: unknown[] = parts.map((part) => Reflect.get(part, name));
      const rooms = members.filter((member) => typeof member === "object" && member !== null);
      if (rooms.length > 0) return inTurns(rooms, turns);
      const call = (index: number, given: readonly unknown[]): unknown => {
        const member = members[index];
        return typeof member === "function" ? Reflect.apply(member, parts[index], given) : undefined;
      };
      if (name === "close") return () => Promise.all(parts.map((__, index) => call(index, [])));
      return (...given: unknown[]) => {
        turns.taken += 1;
        return call(turns.taken % parts.length, given);
      };
    },
  });
}

async function openTwoNodes(): Promise<World> {
  const world = await openTempPostgresStore();
  const store = inTurns([world.store, await world.connect()]);
  return { store, connect: world.connect, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

describe("two nodes on one database of PostgreSQL", () => {
  describeSessions(openTwoNodes);
  describeConcurrency(openTwoNodes);
  describeModel(openTwoNodes);
});
