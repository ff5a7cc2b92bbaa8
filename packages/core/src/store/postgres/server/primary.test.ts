import { describe, expect, it } from "vitest";
import { openTempDatabase } from "../../../testing/temp-postgres.ts";
import { NoPrimaryError, OlderTimelineError } from "../faults/cluster-errors.ts";
import type { HostPlace } from "./look-at-server.ts";
import { wayTo } from "./open-pool.ts";
import { findPrimary } from "./primary.ts";

/** The same server under two addresses, which say what the test wants. */
async function openPair(timelines: Record<string, number | null>) {
  const database = await openTempDatabase();
  const { host = "", port = 5432 } = database.place;
  const { options } = wayTo(database.place, "test");
  const asked: string[] = [];
  const places = [`${host}/`, host].map((each) => ({ host: each, port }));
  const names = new Map(places.map((place, index) => [place.host, `server ${index + 1}`]));
  const ask = async (place: HostPlace) => {
    const name = names.get(place.host) ?? "";
    asked.push(name);
    return { timeline: timelines[name] ?? null, cluster: null };
  };
  const primary = findPrimary(places, options, ask);
  return {
    primary,
    asked,
    async connect() {
      const client = new primary.Client(options);
      client.on("error", () => undefined);
      await client.connect();
      return { client, name: names.get(client.host) };
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

describe("of the servers of a cluster", () => {
  it("the one that takes writes is used, and asked first from then on", async () => {
    await using pair = await openPair({ "server 1": null, "server 2": 1 });
    for (let times = 0; times < 2; times += 1) {
      const { client, name } = await pair.connect();
      expect(name).toBe("server 2");
      await client.end();
    }
    expect(pair.asked).toEqual(["server 1", "server 2"]);
  });

  it("the one with the newest timeline is used when two take writes: the other doesn't know yet that it was replaced", async () => {
    const timelines = { "server 1": 0, "server 2": 1 };
    await using pair = await openPair(timelines);
    const { client, name } = await pair.connect();
    expect(name).toBe("server 2");
    expect(await pair.primary.isStill(client)).toBe(true);
    timelines["server 1"] = 2;
    await pair.primary.isStill(client);
    await expect.poll(() => pair.primary.isStill(client), { timeout: 30_000 }).toBe(false);
    await client.end();
  });

  it("one whose timeline is older than another's is never used again", async () => {
    const timelines: Record<string, number | null> = { "server 1": null, "server 2": 1 };
    await using pair = await openPair(timelines);
    const { client } = await pair.connect();
    timelines["server 1"] = 2;
    await expect.poll(() => pair.primary.isStill(client), { timeout: 30_000 }).toBe(false);
    await client.end();
    timelines["server 1"] = null;
    pair.primary.forget();
    await expect(pair.connect()).rejects.toThrow(OlderTimelineError);
  });

  it("none is used when all of them only read", async () => {
    await using pair = await openPair({});
    await expect(pair.connect()).rejects.toThrow(NoPrimaryError);
  });
});
