import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { ServerPlace } from "../store/postgres/server/open-pool.ts";
import { placeIn, startPostgres } from "./postgres-process.ts";

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
    started ??= startPostgres(folder);
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
  if (url !== undefined) return placeAt(new URL(url));
  const folder = process.env["OPP_TEST_POSTGRES_FOLDER"];
  if (folder === undefined) throw new Error("Vitest's globalSetup didn't run testing/postgres-server.ts.");
  const socket = createConnection(join(folder, "desk"));
  let answer = "";
  for await (const part of socket.setEncoding("utf8")) answer += String(part);
  if (answer !== "started") throw new Error(answer);
  return placeIn(folder);
}

const placeAt = (url: URL): ServerPlace => ({
  host: url.hostname,
  port: Number(url.port || 5432),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
});
