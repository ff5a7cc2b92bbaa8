import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "./outcome.ts";
import { freePorts, type Program, waitUntil } from "./program.ts";
import { startHaproxy } from "./proxies.ts";
import { startServerAt } from "./server-process.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const REQUESTS = 10_000;
const RESTARTS = 3;
const DRAIN_SECONDS = 10;
const AT_ONCE = 6;
/** Of each worker; keeps the requests spread over all restarts. */
const PAUSE_MS = 15;
/** One in so many creates an item; the others read. */
const WRITES_EVERY = 10;

interface RollingResult {
  readonly requests: number;
  readonly failed: readonly string[];
  readonly restarts: readonly string[];
  /** Items that were acknowledged, and those in the vault afterwards. */
  readonly created: number;
  readonly found: number;
  readonly streamsOpened: number;
  readonly seconds: number;
}

export const ROLLING: Part = {
  name: "rolling restart",
  needs: { "/usr/sbin/haproxy": "haproxy" },
  async run() {
    const { requests, failed, restarts, created, found, streamsOpened, seconds } = await examineRolling();
    const rate = (requests / seconds).toFixed(0);
    return [
      {
        what: "requests through HAProxy during restarts",
        ok: failed.length === 0 && requests >= REQUESTS,
        says: `${requests} in ${seconds.toFixed(0)} s (${rate} a second), ${failed.length} failed ${[...new Set(failed)].slice(0, 3).join("; ")}`,
      },
      {
        what: "restarts",
        ok: restarts.length === RESTARTS && restarts.every((said) => said.startsWith("exit code 0,")),
        says: restarts.join("; "),
      },
      {
        what: "created items",
        ok: created === found,
        says: `${created} acknowledged, ${found} in the vault`,
      },
      {
        what: "the stream of a page",
        ok: streamsOpened > 1,
        says: `opened ${streamsOpened} times`,
      },
    ];
  },
};

/** Two server processes over one SQLite database behind HAProxy, each restarted under load: what fails, and what gets lost? */
async function examineRolling(): Promise<RollingResult> {
  const folder = await mkdtemp(join(tmpdir(), "opp-rolling-"));
  const [https = 0, http = 0, ...ports] = await freePorts(4);
  const environment = {
    OPP_TRUST_PROXY: "127.0.0.1",
    OPP_PUBLIC_URL: `https://localhost:${https}`,
    OPP_DRAIN_SECONDS: String(DRAIN_SECONDS),
  };
  const start = (port: number) => startServerAt(port, folder, environment);
  const servers = new Map<number, Program>();
  try {
    for (const port of ports) servers.set(port, await start(port));
    await using proxy = startHaproxy({ folder, https, http, ports });
    await using visitor = createVisitor(`https://localhost:${https}`);
    await waitUntil(
      `HAProxy answers. ${proxy.said()}`,
      async () => (await visitor.ask("/readyz")).status === 200,
    );
    await visitor.enter("ada");
    return await restartUnderLoad(visitor, servers, start);
  } finally {
    for (const server of servers.values()) await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

async function restartUnderLoad(
  visitor: Visitor,
  servers: Map<number, Program>,
  start: (port: number) => Promise<Program>,
): Promise<RollingResult> {
  const failed: string[] = [];
  const restarts: string[] = [];
  let requests = 0;
  let created = 0;
  const ended = new AbortController();
  let streamsOpened = 0;
  let hangUp = () => {};
  const listen = () => {
    if (ended.signal.aborted) return;
    streamsOpened += 1;
    // As a page does it: again after a second.
    hangUp = visitor.listen(
      () => {},
      () => setTimeout(listen, 1000),
    );
  };
  const work = async () => {
    while (!ended.signal.aborted || requests < REQUESTS) {
      requests += 1;
      const isWrite = requests % WRITES_EVERY === 0;
      const input = isWrite ? { items: [{ name: `Item ${requests}` }] } : {};
      try {
        await visitor.call(isWrite ? "items.create" : "categories.list", isWrite ? input : undefined);
        if (isWrite) created += 1;
      } catch (error) {
        failed.push(String(error));
      }
      await sleep(PAUSE_MS);
    }
  };
  const restart = async () => {
    const ports = [...servers.keys()];
    for (let times = 0; times < RESTARTS; times += 1) {
      await sleep(2000);
      const port = ports[times % ports.length] ?? 0;
      const began = performance.now();
      const code = await servers.get(port)?.stop();
      servers.set(port, await start(port));
      restarts.push(`exit code ${code}, back after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      // HAProxy has to notice that it is back before the other one leaves.
      await sleep(5000);
    }
    ended.abort();
  };
  const began = performance.now();
  listen();
  await Promise.all([restart(), ...Array.from({ length: AT_ONCE }, work)]);
  const seconds = (performance.now() - began) / 1000;
  hangUp();
  const found = await countItems(visitor);
  return { requests, failed, restarts, created, found, streamsOpened, seconds };
}

/** In pages, as the list is read. */
async function countItems(visitor: Visitor): Promise<number> {
  let count = 0;
  let cursor: unknown;
  do {
    const input = encodeURIComponent(JSON.stringify({ limit: 5000, ...(cursor ? { cursor } : {}) }));
    const { text } = await visitor.ask(`/api/trpc/items.list?input=${input}`);
    const page: unknown = JSON.parse(text).result.data;
    const items: unknown = Reflect.get(Object(page), "items");
    count += Array.isArray(items) ? items.length : 0;
    cursor = Reflect.get(Object(page), "nextCursor");
  } while (cursor);
  return count;
}
