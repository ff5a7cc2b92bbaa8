import { execFileSync } from "node:child_process";
import { chownSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Program, startProgram } from "../deploy/program.ts";
import { type Cuttable, type Host, openHost } from "./network.ts";

/** PostgreSQL refuses to run as root. Debian has this number for a user with no rights at all. */
const ORDINARY_USER = 65_534;
const PROGRAMS = "/usr/lib/postgresql/15/bin";
const DISK_MEGABYTES = 400;
const SCOPE = "opp";

/** One of three machines: etcd, and PostgreSQL under Patroni. */
export interface Machine extends Host, Cuttable {
  readonly name: string;
  startEtcd(): void;
  startPatroni(): void;
  killEtcd(): void;
  /** PostgreSQL alone: Patroni stays, and decides. */
  killPostgres(): void;
  /** PostgreSQL and Patroni, as when the machine loses power. */
  killAll(): void;
  /** Stops all of its processes where they are, as the host of a virtual machine may. */
  freeze(): void;
  thaw(): void;
  /** Until nothing more can be written to the disk with PostgreSQL's data. */
  fillDisk(): void;
  freeDisk(): void;
  said(): string;
}

const names = [1, 2, 3].map((number) => `m${number}`);
const addressOf = (name: string) => `10.99.0.${name.slice(1)}`;

export async function openMachine(name: string, folder: string): Promise<Machine> {
  const host = await openHost(Number(name.slice(1)));
  const own = join(folder, name);
  const disk = join(own, "disk");
  mkdirSync(disk, { recursive: true });
  chownSync(own, ORDINARY_USER, ORDINARY_USER);
  const rights = `size=${DISK_MEGABYTES}m,uid=${ORDINARY_USER},gid=${ORDINARY_USER},mode=700`;
  execFileSync("/usr/bin/mount", ["-t", "tmpfs", "-o", rights, "tmpfs", disk]);
  const settings = join(own, "patroni.json");
  writeFileSync(settings, JSON.stringify(patroniSettings(name, own, disk)));
  let etcd: Program | null = null;
  let patroni: Program | null = null;
  const start = (command: string, words: readonly string[]) => {
    const [first = "", ...rest] = [...host.enter, command, ...words];
    return startProgram(first, rest, { cwd: own, env: { HOME: own, PYTHONUNBUFFERED: "1" } });
  };
  const signal = (signalled: NodeJS.Signals, ...pids: number[]) => {
    for (const pid of pids)
      try {
        process.kill(pid, signalled);
      } catch {
        // It has ended already.
      }
  };
  const filler = join(disk, "filler");
  return {
    ...host,
    name,
    startEtcd() {
      etcd = start("/usr/bin/etcd", etcdWords(name, own));
    },
    startPatroni() {
      patroni = start("/usr/bin/patroni", [settings]);
    },
    killEtcd: () => void etcd?.child.kill("SIGKILL"),
    killPostgres: () => signal("SIGKILL", ...host.pids("postgres")),
    killAll() {
      patroni?.child.kill("SIGKILL");
      signal("SIGKILL", ...host.pids("postgres"));
    },
    freeze: () => signal("SIGSTOP", ...host.pids()),
    thaw: () => signal("SIGCONT", ...host.pids()),
    fillDisk() {
      const file = openSync(filler, "w");
      const piece = Buffer.alloc(64 * 1024);
      try {
        for (;;) writeSync(file, piece);
      } catch {
        // It is full.
      } finally {
        closeSync(file);
      }
    },
    freeDisk: () => rmSync(filler, { force: true }),
    said: () => `${etcd?.said().slice(-3000)}\n${patroni?.said().slice(-6000)}`,
  };
}

function etcdWords(name: string, own: string): string[] {
  const address = addressOf(name);
  const options = {
    name,
    "data-dir": join(own, "etcd"),
    "listen-peer-urls": `http://${address}:2380`,
    "initial-advertise-peer-urls": `http://${address}:2380`,
    "listen-client-urls": `http://${address}:2379`,
    "advertise-client-urls": `http://${address}:2379`,
    "initial-cluster": names.map((each) => `${each}=http://${addressOf(each)}:2380`).join(","),
    "initial-cluster-token": SCOPE,
    "log-level": "error",
  };
  return Object.entries(options).map(([option, value]) => `--${option}=${value}`);
}

function patroniSettings(name: string, own: string, disk: string): object {
  const address = addressOf(name);
  const replicas = "10.99.0.0/24";
  return {
    scope: SCOPE,
    name,
    restapi: { listen: `${address}:8008`, connect_address: `${address}:8008` },
    etcd3: { hosts: names.map((each) => `${addressOf(each)}:2379`) },
    bootstrap: {
      dcs: {
        ttl: 10,
        loop_wait: 2,
        retry_timeout: 4,
        maximum_lag_on_failover: 16 * 1024 * 1024,
        synchronous_mode: true,
        postgresql: {
          use_pg_rewind: true,
          parameters: { max_wal_size: "96MB", min_wal_size: "32MB", wal_keep_size: "64MB" },
        },
      },
      initdb: [{ encoding: "UTF8" }, { locale: "C" }, "data-checksums", "no-sync"],
    },
    postgresql: {
      listen: `${address}:5432`,
      connect_address: `${address}:5432`,
      data_dir: join(disk, "data"),
      bin_dir: PROGRAMS,
      pgpass: join(own, "pgpass"),
      authentication: {
        superuser: { username: "postgres" },
        replication: { username: "replicator" },
      },
      parameters: { unix_socket_directories: own },
      // Only the exam uses these namespaces.
      pg_hba: [
        "local all all trust",
        `host all all ${replicas} trust`,
        `host replication all ${replicas} trust`,
      ],
      remove_data_directory_on_rewind_failure: true,
      remove_data_directory_on_diverged_timelines: true,
    },
  };
}
