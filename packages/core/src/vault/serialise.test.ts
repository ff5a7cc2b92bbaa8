import { describe, expect, it } from "vitest";
import { createSerialise } from "./serialise.ts";

/** Work that notes its begin and its end, and ends when it is let go. */
function startedWork(name: string, log: string[]) {
  let finish = () => {};
  const promise = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    finish: () => finish(),
    run: async () => {
      log.push(`${name} begins`);
      await promise;
      log.push(`${name} ends`);
      return name;
    },
  };
}

describe("createSerialise", () => {
  it("runs work of the same key one after the other, in the order it came", async () => {
    const serialise = createSerialise();
    const log: string[] = [];
    const [first, second] = [startedWork("first", log), startedWork("second", log)];
    const answers = Promise.all([serialise("key", first.run), serialise("key", second.run)]);
    second.finish();
    first.finish();
    expect(await answers).toEqual(["first", "second"]);
    expect(log).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("runs work of different keys side by side", async () => {
    const serialise = createSerialise();
    const log: string[] = [];
    const [first, second] = [startedWork("first", log), startedWork("second", log)];
    const answers = Promise.all([serialise("one key", first.run), serialise("another", second.run)]);
    expect(log).toEqual(["first begins", "second begins"]);
    first.finish();
    second.finish();
    await answers;
  });

  it("continues with the next work when one fails", async () => {
    const serialise = createSerialise();
    const failing = serialise("key", () => Promise.reject(new Error("the disk is gone")));
    const next = serialise("key", async () => "next");
    await expect(failing).rejects.toThrow("the disk is gone");
    expect(await next).toBe("next");
  });

  it("shares nothing between two of them", async () => {
    const log: string[] = [];
    const [first, second] = [startedWork("first", log), startedWork("second", log)];
    const answers = Promise.all([createSerialise()("key", first.run), createSerialise()("key", second.run)]);
    expect(log).toEqual(["first begins", "second begins"]);
    first.finish();
    second.finish();
    await answers;
  });
});
