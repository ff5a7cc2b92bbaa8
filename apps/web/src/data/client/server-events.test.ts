import { describe, expect, it } from "vitest";
import { followServer, type Seen, type ServerNews } from "./server-events.ts";

const SEEN: Seen = { account: 0, vaults: [{ id: 7, revision: 3 }] };
const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const changed = (revision: number) => frame("vault-changed", { vaultId: 7, revision });

/** Lets everything that waits for nothing run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A server whose answers the test gives, and a clock that it moves. */
function openWorld(seen: Seen | null = null) {
  const asked: string[] = [];
  const news: ServerNews[] = [];
  const timers = new Map<object, { readonly run: () => void; readonly milliseconds: number }>();
  let given: AbortSignal | null = null;
  let answer: ((response: Response | Error) => void) | null = null;
  const ask = (name: string) => (signal: AbortSignal) =>
    new Promise<Response>((resolve, reject) => {
      asked.push(name);
      given = signal;
      signal.addEventListener("abort", () => reject(new Error("aborted")));
      answer = (response) => (response instanceof Error ? reject(response) : resolve(response));
    });
  const stop = followServer(
    {
      open: ask("stream"),
      look: ask("look"),
      later: (run, milliseconds) => {
        const timer = {};
        timers.set(timer, { run, milliseconds });
        return () => timers.delete(timer);
      },
      random: () => 0.5,
    },
    seen,
    (what) => news.push(what),
  );
  return {
    asked,
    news,
    stop,
    waits: () => [...timers.values()].map(({ milliseconds }) => milliseconds),
    /** Runs what waits for this long. */
    async pass(milliseconds: number) {
      for (const [timer, { run, milliseconds: wait }] of Array.from(timers)) {
        if (wait !== milliseconds) continue;
        timers.delete(timer);
        run();
      }
      await settle();
    },
    async answer(response: Response | Error) {
      answer?.(response);
      await settle();
    },
    /** Answers with a stream. */
    async stream() {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      given?.addEventListener("abort", () => void writer.abort(new Error("aborted")).catch(() => {}));
      const headers = { "content-type": "text/event-stream; charset=utf-8" };
      await this.answer(new Response(readable, { headers }));
      return {
        async say(text: string) {
          await writer.write(new TextEncoder().encode(text));
          await settle();
        },
        async end() {
          await writer.close();
          await settle();
        },
      };
    },
  };
}

describe("followServer", () => {
  it("hears each change, however the bytes are cut, and asks for nothing more", async () => {
    const world = openWorld();
    const stream = await world.stream();
    await stream.say(frame("hello", SEEN));
    expect(world.news).toEqual([]);
    await stream.say(changed(4).slice(0, 20));
    await stream.say(`${changed(4).slice(20)}: beat\n\n${frame("account-changed", {})}`);
    expect(world.news).toEqual(["vault-changed", "account-changed"]);
    expect(world.asked).toEqual(["stream"]);
    expect(world.stop()).toEqual({ account: 0, vaults: [{ id: 7, revision: 4 }] });
  });

  it("notices after a lost connection what has changed since, and only that", async () => {
    const world = openWorld();
    const first = await world.stream();
    await first.say(frame("hello", SEEN));
    await first.end();
    await world.pass(1000);
    const second = await world.stream();
    await second.say(frame("hello", SEEN));
    expect(world.news).toEqual([]);
    await second.end();
    await world.pass(1000);
    const third = await world.stream();
    await third.say(frame("hello", { account: 1, vaults: [{ id: 7, revision: 9 }] }));
    expect(world.news).toEqual(["account-changed", "vault-changed"]);
  });

  it("compares with what the page saw before it was hidden", async () => {
    const world = openWorld(SEEN);
    const stream = await world.stream();
    await stream.say(frame("hello", { account: 0, vaults: [{ id: 7, revision: 4 }] }));
    expect(world.news).toEqual(["vault-changed"]);
  });

  it("tries again at growing intervals, which differ from page to page", async () => {
    const world = openWorld();
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      await world.answer(tries % 2 ? new Error("no network") : new Response(null, { status: 503 }));
      const [wait = 0] = world.waits();
      waits.push(wait);
      await world.pass(wait);
    }
    expect(waits).toEqual([1000, 2000, 5000, 10_000, 20_000, 40_000, 40_000]);
  });

  it("looks every four seconds where a proxy holds the stream back, and tries the stream again later", async () => {
    const world = openWorld();
    await world.pass(5000);
    for (let looks = 0; looks < 150; looks += 1) {
      const revision = looks < 2 ? 3 : 4;
      await world.answer(Response.json({ account: 0, vaults: [{ id: 7, revision }] }));
      await world.pass(4000);
    }
    expect(world.news).toEqual(["vault-changed"]);
    expect(world.asked.filter((name) => name === "look")).toHaveLength(150);
    expect(world.asked.at(-1)).toBe("stream");
  });

  it("opens another stream when one has gone silent", async () => {
    const world = openWorld();
    const stream = await world.stream();
    await stream.say(frame("hello", SEEN));
    await world.pass(40_000);
    await world.pass(1000);
    expect(world.asked).toEqual(["stream", "stream"]);
  });

  it.each([
    [
      "the server says so",
      async (world: ReturnType<typeof openWorld>) => {
        const stream = await world.stream();
        await stream.say(frame("hello", SEEN) + frame("session-ended", {}));
      },
    ],
    ["a stream is refused", (world) => world.answer(new Response(null, { status: 401 }))],
    [
      "a look is refused",
      async (world) => {
        await world.pass(5000);
        await world.answer(new Response(null, { status: 401 }));
      },
    ],
  ])("hears that the session has ended when %s, and asks no more", async (_when, happen) => {
    const world = openWorld();
    await happen(world);
    expect(world.news).toEqual(["session-ended"]);
    const { length } = world.asked;
    for (const wait of [1000, 4000, 5000, 40_000]) await world.pass(wait);
    expect(world.asked).toHaveLength(length);
  });

  it("asks and says nothing any more once it is stopped", async () => {
    const world = openWorld();
    const stream = await world.stream();
    await stream.say(frame("hello", SEEN));
    world.stop();
    await stream.say(changed(9)).catch(() => {});
    for (const wait of [1000, 4000, 5000, 40_000]) await world.pass(wait);
    expect(world.news).toEqual([]);
    expect(world.asked).toEqual(["stream"]);
  });
});
