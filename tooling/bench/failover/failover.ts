import { chmodSync, mkdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome, Part } from "../deploy/outcome.ts";
import { freePorts, type Program } from "../deploy/program.ts";
import { startServerAt } from "../deploy/server-process.ts";
import { type Cluster, POSTGRES_PROGRAMS, startCluster } from "./cluster.ts";
import { startWriters } from "./writers.ts";

const BEFORE_MS = 4000;
const AFTER_MS = 6000;
/** How long a cluster takes to notice that its primary is gone. */
const NOTICE_MS = 2000;

interface Fault {
  readonly what: string;
  readonly synchronous: boolean;
  /** What is lost then is shown, and nobody is surprised. */
  readonly mayLose?: boolean;
  /** @returns the instant from which writes can succeed again */
  happen(cluster: Cluster, nodes: readonly Program[]): Promise<number>;
}

const FAULTS: readonly Fault[] = [
  {
    what: "kill -9 of the primary, synchronous standby",
    synchronous: true,
    async happen(cluster) {
      cluster.killPrimary();
      await sleep(NOTICE_MS);
      cluster.promoteStandby();
      return performance.now();
    },
  },
  {
    what: "kill -9 of a node",
    synchronous: true,
    async happen(_cluster, [node]) {
      node?.child.kill("SIGKILL");
      return performance.now();
    },
  },
  {
    what: "kill -9 of the primary, asynchronous standby that is a second behind",
    synchronous: false,
    mayLose: true,
    async happen(cluster) {
      cluster.holdStandby();
      await sleep(1000);
      cluster.killPrimary();
      await sleep(NOTICE_MS);
      cluster.promoteStandby();
      return performance.now();
    },
  },
];

/** Two nodes over two PostgreSQL servers, something that dies, and a log of what was acknowledged. */
export const FAILOVER: Part = {
  name: "failover",
  needs: { [join(POSTGRES_PROGRAMS, "pg_basebackup")]: "postgresql-15", "/usr/bin/pgrep": "procps" },
  async run() {
    const outcomes: Outcome[] = [];
    for (const fault of FAULTS) outcomes.push(await examine(fault));
    return outcomes;
  },
};

async function examine({ what, synchronous, mayLose = false, happen }: Fault): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "opp-failover-"));
  const data = join(folder, "cluster");
  mkdirSync(data, { mode: 0o755 });
  chmodSync(folder, 0o755);
  const cluster = await startCluster(data, { synchronous });
  const nodes: Program[] = [];
  try {
    const secret = join(folder, "secret");
    await writeFile(secret, `${Buffer.alloc(32, 7).toString("base64url")}\n`, { mode: 0o600 });
    const ports = await freePorts(2);
    for (const port of ports) {
      const own = join(folder, String(port));
      mkdirSync(own);
      nodes.push(
        await startServerAt(port, own, {
          OPP_DB_CONNECT: cluster.address,
          OPP_SECRET_KEY_FILE: secret,
          OPP_RATE_LIMITS: "off",
          OPP_LOG_LEVEL: "error",
        }),
      );
    }
    const writers = await startWriters(ports.map((port) => `http://127.0.0.1:${port}`));
    await sleep(BEFORE_MS);
    const struckAt = performance.now();
    const canWriteAt = await happen(cluster, nodes);
    await sleep(AFTER_MS);
    const { log, stored } = await writers.end();
    const there = new Set(stored);
    const lost = [...log.acknowledged.keys()].filter((name) => !there.has(name));
    const doubled = stored.length - there.size;
    const errors = log.answers.get("500") ?? 0;
    const next = [...log.acknowledged.values()].filter((at) => at > canWriteAt);
    const seconds = (Math.min(...next) - struckAt) / 1000;
    const savedUnknown = log.unknown.filter((name) => there.has(name)).length;
    return {
      what,
      ok: (mayLose || lost.length === 0) && doubled === 0 && errors === 0 && next.length > 0,
      says: [
        `${log.acknowledged.size} acknowledged, ${lost.length} lost, ${doubled} doubled`,
        `outcome unknown ${log.unknown.length} (of them saved: ${savedUnknown})`,
        `first write ${seconds.toFixed(1)} s after the fault`,
        [...log.answers].map(([answer, times]) => `${times} × ${answer}`).join(", "),
      ].join("; "),
    };
  } finally {
    for (const node of nodes) await node[Symbol.asyncDispose]();
    cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
