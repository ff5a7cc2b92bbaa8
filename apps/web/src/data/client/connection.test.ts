import { afterEach, describe, expect, it } from "vitest";
import { keepReconnecting, reachableStore } from "./connection.ts";

function openWorld(answers: readonly boolean[]) {
  const waits: number[] = [];
  let next: (() => void) | null = null;
  let asked = 0;
  let back = 0;
  let now = 0;
  const connection = keepReconnecting({
    ask: async () => {
      asked += 1;
      if (!answers[asked - 1]) throw new Error("nobody there");
    },
    onBack: () => {
      back += 1;
    },
    later: (run, milliseconds) => {
      waits.push(milliseconds);
      next = run;
      return () => {
        if (next === run) next = null;
      };
    },
    now: () => now,
  });
  return {
    connection,
    waits,
    asked: () => asked,
    back: () => back,
    isWaiting: () => next !== null,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    pass: async () => {
      const run = next;
      next = null;
      run?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

afterEach(() => reachableStore.set(true));

describe("a server that can't be reached", () => {
  it("is asked less and less often, and once more when it is back", async () => {
    const world = openWorld([false, false, true]);
    reachableStore.set(false);
    for (let tries = 0; tries < 3; tries += 1) await world.pass();
    expect(world.waits).toEqual([1000, 2000, 5000]);
    expect(reachableStore.get()).toBe(true);
    expect(world.back()).toBe(1);
    expect(world.isWaiting()).toBe(false);
    world.connection.stop();
  });

  it("is asked at once on demand, by one question at a time", async () => {
    const world = openWorld([true]);
    reachableStore.set(false);
    world.connection.now();
    world.connection.now();
    await world.pass();
    expect(world.asked()).toBe(1);
    expect(world.back()).toBe(1);
    world.connection.stop();
  });

  it("is taken for back less and less often while it is lost again at once, as if some calls never got through", async () => {
    const world = openWorld([]);
    for (let times = 0; times < 4; times += 1) {
      reachableStore.set(false);
      reachableStore.set(true);
      expect(world.back()).toBe(times === 0 ? 1 : times);
      if (times > 0) await world.pass();
      expect(world.back()).toBe(times + 1);
    }
    expect(world.waits.filter((_, index) => index > 0 && index % 2 === 0)).toEqual([1000, 2000, 5000]);
    world.wait(30_000);
    reachableStore.set(false);
    reachableStore.set(true);
    expect(world.back()).toBe(5);
    world.connection.stop();
  });

  it("isn't asked while it answers, nor after the vault is closed", async () => {
    const world = openWorld([false]);
    world.connection.now();
    expect(world.asked()).toBe(0);
    reachableStore.set(false);
    world.connection.stop();
    await world.pass();
    expect(world.asked()).toBe(0);
  });
});
