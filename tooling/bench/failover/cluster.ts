import { execFileSync } from "node:child_process";
import { appendFileSync, chownSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../deploy/program.ts";

export const POSTGRES_PROGRAMS = "/usr/lib/postgresql/15/bin";
/** PostgreSQL refuses to run as root. Debian has this number for a user with no rights at all. */
const ORDINARY_USER = 65_534;
const ROLE = "vault";

/** Two PostgreSQL servers on this machine, of which the second follows the first. */
export interface Cluster {
  /** For `db_connect`. */
  readonly address: string;
  /** Ends the first one at once, as a loss of power would. */
  killPrimary(): void;
  /** Stops what brings changes to the second one, so that it falls behind. */
  holdStandby(): void;
  /** Makes the second one the primary. */
  promoteStandby(): void;
  stop(): void;
}

/** @param folder must be one that another user can enter */
export async function startCluster(
  folder: string,
  { synchronous }: { synchronous: boolean },
): Promise<Cluster> {
  const isRoot = process.getuid?.() === 0;
  const run = (program: string, ...words: string[]) =>
    execFileSync(join(POSTGRES_PROGRAMS, program), words, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      ...(isRoot && { uid: ORDINARY_USER, gid: ORDINARY_USER }),
    });
  const [first = 0, second = 0] = await freePorts(2);
  const [primary, standby] = [join(folder, "primary"), join(folder, "standby")];
  mkdirSync(primary, { mode: 0o700 });
  if (isRoot) for (const path of [folder, primary]) chownSync(path, ORDINARY_USER, ORDINARY_USER);
  const start = (data: string, port: number) =>
    run("pg_ctl", "-D", data, "-w", "-l", `${data}.log`, "-o", `-p ${port}`, "start");
  const ask = (port: number, ...statements: string[]) =>
    run(
      "psql",
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
      "-U",
      "opp",
      "-d",
      "postgres",
      "-qAt",
      ...statements.flatMap((each) => ["-c", each]),
    );

  run("initdb", "-D", primary, "--no-sync", "-E", "UTF8", "--locale=C", "-U", "opp", "--auth=trust");
  appendFileSync(
    join(primary, "postgresql.conf"),
    `listen_addresses = '127.0.0.1'\nunix_socket_directories = '${folder}'\n`,
  );
  start(primary, first);
  ask(
    first,
    `CREATE ROLE ${ROLE} LOGIN`,
    `CREATE DATABASE ${ROLE} OWNER ${ROLE} ENCODING 'UTF8' TEMPLATE template0`,
  );
  run(
    "pg_basebackup",
    "-d",
    `host=127.0.0.1 port=${first} user=opp application_name=standby`,
    "-D",
    standby,
    "-R",
    "-X",
    "stream",
    "-c",
    "fast",
  );
  start(standby, second);
  if (synchronous)
    ask(first, "ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()");

  const processOf = (data: string) =>
    Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const childrenOf = (pid: number, words: string[] = []): number[] => {
    try {
      return execFileSync("pgrep", ["-P", String(pid), ...words], { encoding: "utf8" })
        .trim()
        .split("\n")
        .map(Number);
    } catch {
      return [];
    }
  };
  const receivers = () => childrenOf(processOf(standby), ["-f", "walreceiver"]);
  const quiet = (work: () => unknown) => {
    try {
      work();
    } catch {
      // It has ended already.
    }
  };
  return {
    address: `postgres://${ROLE}@127.0.0.1:${first},127.0.0.1:${second}/${ROLE}`,
    killPrimary() {
      const pid = processOf(primary);
      for (const each of [pid, ...childrenOf(pid)]) quiet(() => process.kill(each, "SIGKILL"));
    },
    holdStandby() {
      for (const pid of receivers()) process.kill(pid, "SIGSTOP");
    },
    promoteStandby() {
      for (const pid of receivers()) quiet(() => process.kill(pid, "SIGKILL"));
      run("pg_ctl", "-D", standby, "-w", "promote");
      ask(second, "ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()");
    },
    stop() {
      for (const data of [primary, standby])
        quiet(() => run("pg_ctl", "-D", data, "-m", "immediate", "stop"));
    },
  };
}
