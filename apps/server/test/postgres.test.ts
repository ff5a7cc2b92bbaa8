import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHEAP_KDF } from "@opp/core/testing/cheap-kdf";
import {
  askDatabase,
  openEmptyDatabase,
  openTempDatabase,
  type TempDatabase,
} from "@opp/core/testing/temp-postgres";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess, TESTED_BUNDLE, type TestProcess } from "./test-process.ts";

/** The built server. It takes the tests' PostgreSQL, which would lose its data in a crash, and a cheap Argon2id. */
const PROGRAM = `
  const { startServer } = await import(${JSON.stringify(join(TESTED_BUNDLE, "start.js"))});
  const failure = await startServer({ losesData: true, kdf: ${JSON.stringify(CHEAP_KDF)} });
  if (failure) { process.stderr.write(failure.problems.join("\\n")); process.exit(1); }`;

const addressIn = (folder: string, { place }: TempDatabase): string =>
  `postgres://${place.user}@/${place.database}?host=${folder}`;

const addressOf = (database: TempDatabase): string => addressIn(database.place.host ?? "", database);

/** A node of one server: its own folder, the same secret. */
function startNode(folder: string, environment: Record<string, string>): Promise<TestProcess> {
  return startProcess(
    {
      OPP_DATA_DIR: folder,
      OPP_SECRET_KEY: "Zq8-one-secret-for-all-nodes-of-a-test-7Kx",
      OPP_REGISTRATION: "open",
      OPP_RATE_LIMITS: "off",
      OPP_LOG_LEVEL: "warn",
      ...environment,
    },
    folder,
    [],
    TESTED_BUNDLE,
    (command) => [command, ["--input-type=module", "-e", PROGRAM]],
  );
}

const urlOf = ({ url, stderr }: TestProcess): string => {
  if (url === null) throw new Error(`The server did not start.\n${stderr()}`);
  return url;
};

/** A way to the tests' PostgreSQL that can be cut and joined again. */
function openWay(folder: string, to: string) {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(to);
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  return {
    async join() {
      server.listen(join(folder, ".s.PGSQL.5432"));
      await once(server, "listening");
    },
    async cut() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

describe("two nodes over one PostgreSQL database", () => {
  it("share accounts, sessions, items and the limits for tries", async () => {
    await using database = await openTempDatabase();
    await using folder = await tempFolder();
    const node = async (name: string) => {
      const own = join(folder.path, name);
      await mkdir(own, { mode: 0o700 });
      return startNode(own, { OPP_DB_CONNECT: addressOf(database), OPP_RATE_LIMITS: "on" });
    };
    await using first = await node("first");
    await using second = await node("second");
    const ada = await Person.register(urlOf(first), "ada");
    const there = ada.at(urlOf(second));
    await ada.must("items.create", { items: [{ name: "Router", password: "secret of the router" }] });
    expect(await there.must("items.list", { trash: false })).toMatchObject({ items: [{ name: "Router" }] });
    await there.must("items.create", { items: [{ name: "Bank" }] });
    expect(await ada.must("items.list", { trash: false })).toMatchObject({
      items: [{ name: "Router" }, { name: "Bank" }],
    });

    await there.must("auth.logout");
    expect((await ada.call("items.list", { trash: false })).status).toBe(401);

    const statuses: number[] = [];
    const guess = async (index: number) => {
      const username = `unknown-${index}`;
      const answer = await ask(`${urlOf(index % 2 === 0 ? first : second)}/api/trpc/auth.login`, {
        body: JSON.stringify({ username, password: "wrong password", passphrase: "wrong phrase" }),
      });
      return answer.status;
    };
    // A slow machine is forgiven a try in between, so there may be some more than 20.
    while (!statuses.includes(429) && statuses.length < 80)
      statuses.push(...(await Promise.all([0, 1, 2, 3].map((each) => guess(statuses.length + each)))));
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(statuses).toContain(429);
    for (const { stdout, stderr } of [first, second])
      expect(stdout() + stderr()).not.toContain("secret of the router");
  });

  it("have the same server secret, or the second one doesn't start", async () => {
    await using database = await openTempDatabase();
    await using folder = await tempFolder();
    await using first = await startNode(folder.path, { OPP_DB_CONNECT: addressOf(database) });
    urlOf(first);
    await using other = await startNode(folder.path, {
      OPP_DB_CONNECT: addressOf(database),
      OPP_SECRET_KEY: "Xw3-another-secret-of-another-server-9Pm",
    });
    expect(await other.exited).toBe(1);
    expect(other.stderr()).toContain(
      "This node's server secret differs from the one that the database is used with.",
    );
    await using again = await startNode(folder.path, { OPP_DB_CONNECT: addressOf(database) });
    urlOf(again);
  });
});

describe("a PostgreSQL database that can't be reached", () => {
  it("is waited for at the start, and comes back by itself when it was away", async () => {
    await using database = await openTempDatabase();
    await using folder = await tempFolder();
    const way = openWay(folder.path, join(database.place.host ?? "", ".s.PGSQL.5432"));
    const port = await freePort();
    const starting = startNode(folder.path, {
      OPP_DB_CONNECT: addressIn(folder.path, database),
      OPP_PORT: String(port),
      OPP_LOG_LEVEL: "info",
      OPP_METRICS: "127.0.0.1:0",
    });
    const url = `http://127.0.0.1:${port}`;
    const statusOf = async (path: string) => (await ask(url + path).catch(() => null))?.status;
    await until(async () => (await statusOf("/readyz")) === 503);
    expect(await statusOf("/healthz")).toBe(200);
    expect((await ask(`${url}/`)).headers).toMatchObject({ "retry-after": "5" });

    await way.join();
    await using node = await starting;
    expect(urlOf(node)).toBe(url);
    expect(node.stderr()).toContain("waiting for the database");
    const ada = await Person.register(url, "ada");

    await way.cut();
    expect(await statusOf("/readyz")).toBe(503);
    const refused = await ada.call("items.list", { trash: false });
    expect(refused.status).toBe(503);
    expect(refused.text).toContain("can't reach its database");
    await way.join();
    await until(async () => (await statusOf("/readyz")) === 200);
    expect(await ada.must("items.list", { trash: false })).toMatchObject({ items: [] });

    const lines = () =>
      node
        .stderr()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line): { msg: string; cause?: string; causes?: string[]; port?: number } => JSON.parse(line));
    // Whether its pages hear of changes again is found out once a second, too.
    await until(async () => lines().some(({ causes }) => causes !== undefined));
    expect(lines().filter(({ cause, causes }) => cause ?? causes)).toEqual([
      expect.objectContaining({ cause: "unreachable", msg: expect.stringContaining("can't be reached") }),
      expect.objectContaining({ causes: ["unreachable"], msg: "the storage works again" }),
    ]);
    expect(lines().filter(({ msg }) => msg === "bug")).toEqual([]);
    const at = lines().find(({ msg }) => msg === "metrics")?.port;
    const { text } = await ask(`http://127.0.0.1:${at}/metrics`);
    expect(text).toMatch(/^opp_db_connections\{state="idle"\} [1-9]/m);
    expect(text).toMatch(/^opp_db_waiting 0$/m);
    expect(text).toMatch(/^opp_db_wait_seconds_count [1-9]/m);
    expect(text).toMatch(/^opp_db_connections_failed_total [1-9]/m);
    await way.cut();
  });

  it("isn't taken for one that the server can't use, which is refused with what to do", async () => {
    await using database = await openTempDatabase();
    await using empty = await openEmptyDatabase();
    await using folder = await tempFolder();
    await using foreign = await startForeign(empty, folder.path);
    expect(foreign.stderr()).toContain("The database holds tables of another program.");
    const cases: readonly (readonly [string, Record<string, string>])[] = [
      [
        "PostgreSQL has no database of this name.",
        { OPP_DB_CONNECT: addressOf({ ...database, place: { ...database.place, database: "not_there" } }) },
      ],
      ["contains a password", { OPP_DB_CONNECT: "postgres://opp:hunter2-hunter2@db.example/opp" }],
      [
        "can be read by other users",
        { OPP_DB_CONNECT: addressOf(database), OPP_DB_PASSWORD_FILE: join(folder.path, "password") },
      ],
      ["is for PostgreSQL, but db_connect names none", { OPP_DB_POOL: "5" }],
    ];
    await writeFile(join(folder.path, "password"), "hunter2-hunter2\n", { mode: 0o644 });
    for (const [says, environment] of cases) {
      await using node = await startNode(folder.path, environment);
      expect(await node.exited).toBe(1);
      expect(node.stderr()).toContain(says);
      expect(node.stderr()).not.toContain("hunter2");
    }
  });
});

async function startForeign(database: TempDatabase, folder: string): Promise<TestProcess> {
  await askDatabase(database.place, "CREATE TABLE wiki_pages (id int)");
  const node = await startNode(folder, { OPP_DB_CONNECT: addressOf(database) });
  expect(await node.exited).toBe(1);
  return node;
}
