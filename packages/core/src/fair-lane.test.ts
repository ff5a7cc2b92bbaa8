import { describe, expect, it } from "vitest";
import { FairLane } from "./fair-lane.ts";
import { WorkStopped } from "./work-stopped.ts";

const settle = () => new Promise((resolve) => setImmediate(resolve));

function heldLane(limits: ConstructorParameters<typeof FairLane>[0]) {
  const lane = new FairLane<string>(limits);
  const running: string[] = [];
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (owner: string, name: string, signal: AbortSignal | null = null) =>
    lane.run(
      owner,
      async () => {
        started.push(name);
        running.push(name);
        await new Promise<void>((end) => ends.set(name, end));
        running.splice(running.indexOf(name), 1);
        return name;
      },
      { signal },
    );
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { ask, end, running, started };
}

describe("FairLane", () => {
  it("runs one at a time of each owner, though there is room for more", async () => {
    const { ask, end, running } = heldLane({ width: 2, queue: 9, eachWidth: 1 });
    const runs = [ask("a", "a1"), ask("a", "a2"), ask("b", "b1"), ask("c", "c1")];
    expect(running).toEqual(["a1", "b1"]);
    await end("a1");
    // Whose last turn is longest ago comes next.
    expect(running).toEqual(["b1", "c1"]);
    await end("c1");
    expect(running).toEqual(["b1", "a2"]);
    await end("b1");
    await end("a2");
    expect(await Promise.all(runs)).toEqual(["a1", "a2", "b1", "c1"]);
  });

  it("refuses only an owner whose places are taken", async () => {
    const { ask, end, started } = heldLane({ width: 1, queue: 3, eachQueue: 2 });
    const runs = [ask("a", "a1"), ask("a", "a2"), ask("a", "a3")];
    await expect(ask("a", "a4")).rejects.toMatchObject({ code: "BUSY", details: { retryAfterSeconds: 2 } });
    runs.push(ask("b", "b1"));
    await expect(ask("c", "c1")).rejects.toMatchObject({ code: "BUSY" });
    for (const name of ["a1", "b1", "a2", "a3"]) await end(name);
    await Promise.all(runs);
    expect(started).toEqual(["a1", "b1", "a2", "a3"]);
  });

  it("gives a place that a run has left to the next in turn", async () => {
    const { ask, end, started } = heldLane({ width: 1, queue: 1, eachWidth: 1 });
    for (const name of ["a1", "a2", "a3"]) {
      const run = ask("a", name);
      await end(name);
      await run;
    }
    expect(started).toEqual(["a1", "a2", "a3"]);
  });

  it("lets go of a run that waits and isn't wanted any more", async () => {
    const { ask, end, started } = heldLane({ width: 1, queue: 1 });
    const gone = new AbortController();
    const first = ask("a", "a1");
    const second = ask("a", "a2", gone.signal);
    gone.abort();
    await expect(second).rejects.toBeInstanceOf(WorkStopped);
    const third = ask("b", "b1");
    await end("a1");
    await end("b1");
    await Promise.all([first, third]);
    expect(started).toEqual(["a1", "b1"]);
    await expect(ask("a", "a3", gone.signal)).rejects.toBeInstanceOf(WorkStopped);
  });
});
