import { expect, test } from "vitest";
import { runInLanes } from "./lanes.mjs";

/** A run that ends when it is told to, and notes what was started. */
function held() {
  const started = [];
  const ends = new Map();
  const run = (step) => {
    started.push(step);
    return new Promise((resolve) => ends.set(step, resolve));
  };
  const end = async (step) => {
    ends.get(step)();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { started, run, end };
}

test("as many steps run at a time as there are lanes, and the next starts when one ends", async () => {
  const { started, run, end } = held();
  const done = runInLanes(["a", "b", "c", "d"], 2, run);
  expect(started).toEqual(["a", "b"]);
  await end("b");
  expect(started).toEqual(["a", "b", "c"]);
  await end("c");
  await end("a");
  await end("d");
  await done;
  expect(started).toEqual(["a", "b", "c", "d"]);
});

test("more lanes than steps run each step once", async () => {
  const started = [];
  await runInLanes(["a"], 2, async (step) => started.push(step));
  expect(started).toEqual(["a"]);
});
