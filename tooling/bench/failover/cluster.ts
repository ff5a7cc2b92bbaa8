import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Machine, openMachine } from "./machine.ts";

const PATIENCE_MS = 90_000;
/** So long, a follower that lost its primary may take to find the way back by itself. */
const REMAKE_MS = 25_000;
const ANSWER_MS = 2000;
const ROLE = "vault";

/** What Patroni says of a member. */
interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly lag?: number | string;
}

/** PostgreSQL on three machines, of which Patroni makes one the primary. */
export interface Cluster {
  readonly machines: readonly Machine[];
  /** For `db_connect`. */
  readonly address: string;
  /** The machine that leads now. */
  primary(): Promise<Machine>;
  /** Waits until one leads and two follow; one of these synchronously, if that was asked for. */
  whole(): Promise<void>;
  /** Waits until another machine than this one leads. */
  ledByAnother(than: Machine): Promise<void>;
  /** The machine whose etcd leads the three. */
  etcdLeader(): Promise<Machine>;
  setSynchronous(isSynchronous: boolean): Promise<void>;
}

export async function startCluster(folder: string): Promise<Cluster> {
  const machines: Machine[] = [];
  for (const name of ["m1", "m2", "m3"]) machines.push(await openMachine(name, folder));
  for (const machine of machines) machine.startEtcd();
  for (const machine of machines) machine.startPatroni();
  let isSynchronous = true;

  const ask = async (machine: Machine, path: string, more: RequestInit = {}) =>
    fetch(`http://${machine.address}:${path}`, { signal: AbortSignal.timeout(ANSWER_MS), ...more });

  /** The members as the first of the machines tells them that answers; a machine that is cut off may not know. */
  async function members(asked: readonly Machine[]): Promise<Member[]> {
    const answers = await Promise.allSettled(
      asked.map(async (machine) => (await ask(machine, "8008/cluster")).json()),
    );
    for (const answer of answers)
      if (answer.status === "fulfilled" && Array.isArray(answer.value.members)) return answer.value.members;
    return [];
  }

  async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await find().catch(() => undefined);
      if (found !== undefined) return found;
      if (performance.now() > deadline) {
        const said = machines.map((machine) => `--- ${machine.name}\n${machine.said()}`).join("\n");
        throw new Error(`Waited too long: ${what}\n${JSON.stringify(await members(machines))}\n${said}`);
      }
      await sleep(200);
    }
  }

  const named = (name: string | undefined) => machines.find((machine) => machine.name === name);
  const leaderOf = (seen: readonly Member[]) =>
    named(seen.find(({ role, state }) => role === "leader" && state === "running")?.name);

  /** What an administrator does with a follower that Patroni can't repair: copies it again from the primary. */
  const remake = async (machine: Machine | undefined) => {
    if (!machine) return;
    process.stdout.write(`${machine.name} doesn't follow: it is made again\n`);
    await ask(machine, "8008/reinitialize", { method: "POST", body: JSON.stringify({ force: true }) });
  };

  const cluster: Cluster = {
    machines,
    address: `postgres://${ROLE}@${machines.map(({ address }) => `${address}:5432`).join(",")}/${ROLE}`,
    primary: () => until("one leads", async () => leaderOf(await members(machines))),
    async whole() {
      const began = performance.now();
      const remade = new Set<string>();
      await until("the cluster is whole", async () => {
        const seen = await members(machines);
        const isLate = performance.now() - began > REMAKE_MS;
        for (const { name, role, lag } of seen)
          if (isLate && role !== "leader" && !(Number(lag) < 1_000_000) && !remade.has(name)) {
            remade.add(name);
            await remake(named(name));
          }
        const following = seen.filter(
          ({ role, state, lag }) =>
            role !== "leader" && /^(running|streaming)$/.test(state) && Number(lag) < 1_000_000,
        );
        const isCovered = !isSynchronous || seen.some(({ role }) => role === "sync_standby");
        return leaderOf(seen) && following.length === 2 && isCovered ? true : undefined;
      });
    },
    async ledByAnother(than) {
      const others = machines.filter((machine) => machine !== than);
      await until(`another than ${than.name} leads`, async () => {
        const leader = leaderOf(await members(others));
        return leader && leader !== than ? true : undefined;
      });
    },
    etcdLeader: () =>
      until("an etcd leads", async () => {
        for (const machine of machines) {
          const answer = await ask(machine, "2379/v3/maintenance/status", { method: "POST", body: "{}" });
          const { leader, header } = await answer.json();
          if (leader === header.member_id) return machine;
        }
        return undefined;
      }),
    async setSynchronous(wanted) {
      const machine = await cluster.primary();
      await ask(machine, "8008/config", {
        method: "PATCH",
        body: JSON.stringify({ synchronous_mode: wanted }),
      });
      isSynchronous = wanted;
      // Patroni reads it in its next round.
      await sleep(5000);
      await cluster.whole();
    },
  };
  await cluster.whole();
  const { address } = await cluster.primary();
  const statements = [
    `CREATE ROLE ${ROLE} LOGIN`,
    `CREATE DATABASE ${ROLE} OWNER ${ROLE} ENCODING 'UTF8' TEMPLATE template0`,
  ];
  const words = statements.flatMap((statement) => ["-c", statement]);
  execFileSync("/usr/bin/psql", ["-h", address, "-U", "postgres", "-d", "postgres", "-qAt", ...words]);
  return cluster;
}
