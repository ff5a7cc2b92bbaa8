import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../errors.ts";
import { CHEAP_KDF } from "../testing/cheap-kdf.ts";
import { type Argon2id, createKdfLanes, type KdfLane, type KdfLanes } from "./kdf-lanes.ts";

/** Runs that end when the test says so. */
function heldRuns() {
  const started: string[] = [];
  const ends = new Map<string, { done(): void; fail(): void }>();
  const argon2id: Argon2id = (message) => {
    const name = Buffer.from(message).toString();
    started.push(name);
    return new Promise((resolve, reject) => {
      ends.set(name, {
        done: () => resolve(new Uint8Array(message)),
        fail: () => reject(new Error(`${name} failed`)),
      });
    });
  };
  return {
    started,
    argon2id,
    end: (name: string) => ends.get(name)?.done(),
    fail: (name: string) => ends.get(name)?.fail(),
  };
}

const NARROW = { "log-in": { width: 2, queue: 3 }, proven: { width: 1, queue: 2 } };
const settle = () => new Promise((resolve) => setImmediate(resolve));

const narrow = (argon2id: Argon2id) => createKdfLanes(argon2id, NARROW);

function lanesWith(create: (argon2id: Argon2id) => KdfLanes = narrow) {
  const runs = heldRuns();
  const lanes = create(runs.argon2id);
  const ask = async (lane: KdfLane, name: string) =>
    Buffer.from(
      await lanes.derive(lane, new Uint8Array(Buffer.from(name)), new Uint8Array(16), CHEAP_KDF),
    ).toString();
  return { ...runs, ask };
}

describe("createKdfLanes", () => {
  it("hands message, salt and parameters on, and the answer back", async () => {
    const asked: unknown[] = [];
    const lanes = createKdfLanes(async (...all) => {
      asked.push(all);
      return new Uint8Array([9]);
    });
    const [message, salt] = [new Uint8Array([1]), new Uint8Array([2])];
    expect(await lanes.derive("proven", message, salt, CHEAP_KDF)).toEqual(new Uint8Array([9]));
    expect(asked).toEqual([[message, salt, CHEAP_KDF]]);
  });

  it("runs no more side by side than the lane is wide, and the rest in the order they came", async () => {
    const { ask, started, end } = lanesWith();
    const answers = ["a", "b", "c", "d", "e"].map((name) => ask("log-in", name));
    await settle();
    expect(started).toEqual(["a", "b"]);
    end("b");
    await settle();
    expect(started).toEqual(["a", "b", "c"]);
    for (const name of ["a", "c", "d", "e"]) {
      end(name);
      await settle();
    }
    expect(started).toEqual(["a", "b", "c", "d", "e"]);
    expect(await Promise.all(answers)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("refuses what comes past a full queue at once, saying when to come again", async () => {
    const { ask, started, end } = lanesWith();
    const answers = ["a", "b", "c"].map((name) => ask("proven", name));
    await expect(ask("proven", "d")).rejects.toBeInstanceOf(VaultError);
    await expect(ask("proven", "d")).rejects.toMatchObject({
      code: "BUSY",
      details: { retryAfterSeconds: 2 },
    });
    end("a");
    await settle();
    const late = ask("proven", "e");
    for (const name of ["b", "c", "e"]) {
      end(name);
      await settle();
    }
    expect(await Promise.all([...answers, late])).toEqual(["a", "b", "c", "e"]);
    expect(started).toEqual(["a", "b", "c", "e"]);
  });

  it("keeps the lanes apart: a flood of logins holds up no owner", async () => {
    const { ask, started, end } = lanesWith();
    const flood = ["a", "b", "c", "d", "e"].map((name) => ask("log-in", name));
    await expect(ask("log-in", "f")).rejects.toMatchObject({ code: "BUSY" });
    const owner = ask("proven", "owner");
    await settle();
    expect(started).toEqual(["a", "b", "owner"]);
    end("owner");
    expect(await owner).toBe("owner");
    for (const name of ["a", "b", "c", "d", "e"]) {
      end(name);
      await settle();
    }
    await Promise.all(flood);
  });

  it("gives the place of a failed run to the next", async () => {
    const { ask, started, fail, end } = lanesWith();
    const failed = ask("proven", "a").catch(String);
    const next = ask("proven", "b");
    fail("a");
    expect(await failed).toBe("Error: a failed");
    await settle();
    end("b");
    expect(await next).toBe("b");
    const last = ask("proven", "c");
    await settle();
    expect(started).toEqual(["a", "b", "c"]);
    end("c");
    await last;
  });

  it("gives the place of a run that can't even begin to the next", async () => {
    const lanes = createKdfLanes(() => {
      throw new RangeError("no such parameters");
    }, NARROW);
    const run = () => lanes.derive("proven", new Uint8Array(), new Uint8Array(), CHEAP_KDF);
    for (let count = 0; count < 10; count += 1) await expect(run()).rejects.toThrow("no such parameters");
  });

  it("starts what a model of the lane starts, whatever ends when and how", async () => {
    const step = fc.constantFrom("ask", "ask", "end first", "end last", "fail first", "fail last");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { ask, started, end, fail } = lanesWith();
        const model = { started: [] as string[], running: [] as string[], waiting: [] as string[] };
        const start = (name: string) => {
          model.started.push(name);
          model.running.push(name);
        };
        const finish = (name: string) => {
          model.running.splice(model.running.indexOf(name), 1);
          const next = model.waiting.shift();
          if (next !== undefined) start(next);
        };
        const answers: Promise<unknown>[] = [];
        for (const [index, what] of [...steps, ...Array<"end first">(5).fill("end first")].entries()) {
          const name =
            what === "ask" ? String(index) : what.endsWith("first") ? model.running[0] : model.running.at(-1);
          if (name === undefined) continue;
          if (what === "ask") {
            const answer = ask("log-in", name).catch((error: unknown) => error);
            if (model.running.length < 2) start(name);
            else if (model.waiting.length < 3) model.waiting.push(name);
            else expect(await answer).toMatchObject({ code: "BUSY" });
            answers.push(answer);
          } else {
            finish(name);
            (what.startsWith("end") ? end : fail)(name);
          }
          await settle();
          expect(started).toEqual(model.started);
        }
        await Promise.all(answers);
      }),
    );
  });

  it("is narrower by default than the thread pool, both lanes together", async () => {
    const { ask, started, end } = lanesWith(createKdfLanes);
    const asked = (["log-in", "proven"] as const).flatMap((lane) =>
      Array.from({ length: 10 }, (_, count) => ask(lane, `${lane} ${count}`)),
    );
    await settle();
    // libuv's thread pool has 4 threads.
    expect(started).toHaveLength(3);
    for (let count = 0; count < started.length; count += 1) {
      end(started[count] ?? "");
      await settle();
    }
    expect(await Promise.all(asked)).toHaveLength(20);
  });

  it("lets two runs of an account wait, and begins another account's first run before the second of them", async () => {
    const { started, argon2id, end } = heldRuns();
    const lanes = createKdfLanes(argon2id);
    const ask = (account: number, name: string) =>
      lanes.derive("proven", new Uint8Array(Buffer.from(name)), new Uint8Array(16), CHEAP_KDF, account);
    const mallory = ["m1", "m2", "m3"].map((name) => ask(1, name));
    await expect(ask(1, "m4")).rejects.toMatchObject({ code: "BUSY" });
    const others = [ask(2, "ada"), ask(3, "bob")];
    for (const name of ["m1", "ada", "bob", "m2", "m3"]) {
      await settle();
      end(name);
    }
    await Promise.all([...mallory, ...others]);
    expect(started).toEqual(["m1", "ada", "bob", "m2", "m3"]);
  });

  it("keeps half of the places for logins for those who are known, who take turns with the rest", async () => {
    const { ask, started, end } = lanesWith((argon2id) =>
      createKdfLanes(argon2id, {
        "log-in": { width: 1, queue: 4, eachQueue: 2 },
        proven: { width: 1, queue: 1 },
      }),
    );
    const flood = ["s1", "s2", "s3"].map((name) => ask("log-in", name));
    await expect(ask("log-in", "s4")).rejects.toMatchObject({ code: "BUSY" });
    const known = ["k1", "k2"].map((name) => ask("known-log-in", name));
    await expect(ask("known-log-in", "k3")).rejects.toMatchObject({ code: "BUSY" });
    for (const name of ["s1", "k1", "s2", "k2", "s3"]) {
      await settle();
      end(name);
    }
    await Promise.all([...flood, ...known]);
    expect(started).toEqual(["s1", "k1", "s2", "k2", "s3"]);
  });
});
