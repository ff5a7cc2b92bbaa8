import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { ask } from "./bench/load/ask.ts";
import { emptyObjects, nestedLists, nestedV1Items, unknownKeys } from "./bench/load/bodies.ts";
import { startNeighbour, summarize } from "./bench/load/neighbour.ts";
import { countStatuses, reached, resultsTable } from "./bench/load/results-table.ts";

const result = (longest, failed = 0) => ({
  attack: "many requests",
  before: "6.3 s",
  outcome: "3 × 413",
  waits: { count: 10, failed, longest, most: 20 },
  turn: 31,
  memory: { peak: 420.4, after: 210 },
});

describe("the table of the load exam", () => {
  it("has one line for each attack, in columns", () => {
    const [headings, rule, ...lines] = resultsTable([result(95.4), result(1200, 2)]).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0].split("|").map((cell) => cell.trim())).toEqual([
      "",
      "many requests",
      "6.3 s",
      "3 × 413",
      "95 ms",
      "20 ms",
      "31 ms",
      "420, 210 MiB",
      "",
    ]);
    expect(lines[1]).toContain("1200 ms, 2 failed");
    expect(new Set([headings, rule, ...lines].map((line) => line.length)).size).toBe(1);
  });

  it("counts a case as reached if the other user waited 100 ms at most and got every answer", () => {
    expect(reached([result(100), result(101), result(20, 1)])).toBe(1);
  });

  it("summarises waits by the longest one and by what 99 of 100 didn't exceed", () => {
    const waits = Array.from({ length: 200 }, (_, index) => index + 1);
    expect(summarize({ waits, failed: 3 })).toEqual({ count: 200, failed: 3, longest: 200, most: 198 });
  });

  it("counts how often each status came, closed connections included", () => {
    expect(countStatuses([503, 200, 503, 0])).toBe("2 × 503, 1 × 200, 1 × closed");
  });
});

describe("the bodies of the load exam", () => {
  it("are what they are named for, and JSON", () => {
    expect(JSON.parse(nestedLists(6).toString())).toEqual([[[]]]);
    expect(JSON.parse(unknownKeys(2).toString())).toEqual({ k0: 0, k1: 0 });
    expect(JSON.parse(emptyObjects(3).toString())).toEqual({ items: [{}, {}, {}] });
    expect(JSON.parse(nestedV1Items(25).toString())).toEqual({ items: [{ name: [[]] }] });
  });

  it("fill the largest body that the server takes", () => {
    for (const body of [nestedLists(), nestedV1Items()]) {
      expect(body.length).toBeLessThanOrEqual(32 * 1024 * 1024);
      expect(body.length).toBeGreaterThan(31 * 1024 * 1024);
    }
  });
});

describe("the requests of the load exam", () => {
  it("come from the address that they name, and report a closed connection", async () => {
    await using server = await testServer((request, response) => {
      if (request.url === "/closed") request.socket.destroy();
      else response.writeHead(503).end(request.socket.remoteAddress);
    });
    expect(await ask(server.url, { from: "127.0.0.9" })).toMatchObject({ status: 503, text: "127.0.0.9" });
    expect(await ask(`${server.url}/closed`)).toMatchObject({ status: 0, bytes: 0 });
  });

  it("are repeated by the other user until asked, and counted as failed unless answered by 200", async () => {
    let requests = 0;
    const seen = Promise.withResolvers();
    await using server = await testServer((_request, response) => {
      requests += 1;
      response.writeHead(requests === 2 ? 503 : 200).end();
      if (requests === 4) seen.resolve();
    });
    await using neighbour = startNeighbour(server.url, {}, "127.0.0.9");
    await seen.promise;
    const { count, failed } = await neighbour.waits();
    expect(failed).toBe(1);
    expect(count).toBeGreaterThanOrEqual(3);
  });
});

async function testServer(answer) {
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
