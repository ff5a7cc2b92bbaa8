import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import type { Machine } from "./machine.ts";
import { hub } from "./network.ts";
import type { Site } from "./site.ts";

export interface World {
  readonly cluster: Cluster;
  readonly site: Site;
}

export interface Fault {
  readonly what: string;
  readonly times: number;
  /** Lets it happen, waits until others have taken over where they must, and repairs it. */
  happen(world: World): Promise<void>;
}

/** How long a program that died is gone, as a service manager would have it. */
const RESTART_MS = 3000;
const HOLD_MS = 8000;

const othersOf = (cluster: Cluster, machine: Machine) => cluster.machines.filter((each) => each !== machine);

/** @param befall lets something happen to the primary; answers how to repair it, which is done once another has led for a while */
async function untilAnotherLed(cluster: Cluster, befall: (primary: Machine) => () => void): Promise<void> {
  const primary = await cluster.primary();
  const repair = befall(primary);
  try {
    await cluster.ledByAnother(primary);
    await sleep(HOLD_MS);
  } finally {
    repair();
  }
}

function cut(machine: Machine, others: Parameters<Machine["cut"]>[0]): () => void {
  machine.cut(others);
  return () => machine.heal(others);
}

export const FAULTS: readonly Fault[] = [
  {
    what: "`kill -9` of the primary and of its Patroni",
    times: 3,
    async happen({ cluster }) {
      const primary = await cluster.primary();
      primary.killAll();
      await cluster.ledByAnother(primary);
      primary.startPatroni();
    },
  },
  {
    what: "`kill -9` of the primary alone",
    times: 2,
    async happen({ cluster }) {
      (await cluster.primary()).killPostgres();
      await sleep(HOLD_MS);
    },
  },
  {
    what: "`kill -9` of a node",
    times: 2,
    async happen({ site }) {
      const [node] = site.nodes;
      node?.kill();
      await sleep(RESTART_MS);
      await node?.start();
      await sleep(RESTART_MS);
    },
  },
  {
    what: "`kill -9` of the etcd that leads",
    times: 2,
    async happen({ cluster }) {
      const machine = await cluster.etcdLeader();
      machine.killEtcd();
      await sleep(RESTART_MS);
      machine.startEtcd();
      await sleep(HOLD_MS);
    },
  },
  {
    what: "SIGSTOP of the primary's machine, SIGCONT once another leads",
    times: 2,
    happen: ({ cluster }) =>
      untilAnotherLed(cluster, (primary) => {
        primary.freeze();
        return () => primary.thaw();
      }),
  },
  {
    what: "the network between the primary and the other machines is cut",
    times: 2,
    happen: ({ cluster }) => untilAnotherLed(cluster, (primary) => cut(primary, othersOf(cluster, primary))),
  },
  {
    what: "the primary's machine is cut off from everything",
    times: 2,
    happen: ({ cluster }) =>
      untilAnotherLed(cluster, (primary) => cut(primary, [...othersOf(cluster, primary), hub])),
  },
  {
    what: "the primary's disk is full for 15 seconds",
    times: 1,
    async happen({ cluster }) {
      const primary = await cluster.primary();
      primary.fillDisk();
      try {
        await sleep(15_000);
      } finally {
        primary.freeDisk();
      }
    },
  },
  {
    what: "a node starts with a clock that is 400 days ahead",
    times: 1,
    async happen({ site }) {
      const [, node] = site.nodes;
      if (!node) return;
      await node.stop();
      await node.startAhead();
      const ready = await fetch(`http://127.0.0.1:${node.port}/readyz`);
      const said = await ready.text();
      if (ready.status !== 503 || !said.includes("clock"))
        throw new Error(`/readyz says ${ready.status} ${said}`);
      await sleep(HOLD_MS);
      await node.stop();
      await node.start();
    },
  },
];

/** Without synchronous replication: the primary loses its standbys, works for another second, and dies. */
export const WITHOUT_SYNCHRONOUS: Fault = {
  what: "`synchronous_mode: false`: the network is cut, and a second later the primary dies",
  times: 1,
  async happen({ cluster }) {
    const primary = await cluster.primary();
    const others = othersOf(cluster, primary);
    primary.cut(others);
    try {
      await sleep(1000);
      primary.killAll();
      await cluster.ledByAnother(primary);
    } finally {
      primary.heal(others);
    }
    primary.startPatroni();
  },
};
