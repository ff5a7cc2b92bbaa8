import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { deriveServerKeys } from "@opp/core/cipher/server-secret";
import { lookAt } from "@opp/core/store/postgres/server/look-at-server";
import { findPrimary } from "@opp/core/store/postgres/server/primary";
import { placeIn, startPostgres } from "@opp/core/testing/postgres-process";
import { testServer } from "@opp/core/testing/postgres-server";
import { askDatabase, postgresMigrations } from "@opp/core/testing/temp-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { CERTIFICATES, terminateTls } from "../testing/tls-terminator.ts";
import { lookAtPostgres } from "./look-at-postgres.ts";
import { openPostgres } from "./open-postgres.ts";

const PASSWORD = "hunter2-hunter2";
const WRONG_PASSWORD = "hunter3-hunter3";

/** Reached by its socket; each role says what is special about it. */
const HBA = `
local all opp trust
local all with_password scram-sha-256
local all not_allowed reject
local all all trust
`;
/** A server that gives another version than its own to who asks: a role's path puts this function before the real one. */
const OTHER_VERSIONS = ["140000", "190000"].map(
  (version) => `
    CREATE ROLE "says_${version}" LOGIN;
    CREATE SCHEMA "says_${version}" AUTHORIZATION "says_${version}";
    CREATE FUNCTION "says_${version}".current_setting(name text) RETURNS text LANGUAGE sql AS
      $$ SELECT CASE name WHEN 'server_version_num' THEN '${version}' ELSE pg_catalog.current_setting(name) END $$;
    ALTER ROLE "says_${version}" SET search_path = "says_${version}", pg_catalog`,
);
const DATABASES = [
  "CREATE DATABASE good OWNER with_password ENCODING 'UTF8' TEMPLATE template0",
  "CREATE DATABASE latin1 OWNER owner ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
  "CREATE DATABASE ascii OWNER owner ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
  "CREATE DATABASE wiki OWNER owner TEMPLATE template0",
  "CREATE DATABASE newer OWNER owner TEMPLATE template0",
  "CREATE DATABASE changed OWNER owner TEMPLATE template0",
  "CREATE DATABASE bare OWNER owner TEMPLATE template0",
  "CREATE DATABASE reading OWNER owner TEMPLATE template0",
  "CREATE DATABASE secret OWNER owner TEMPLATE template0",
];

const keysOf = (byte: number) => deriveServerKeys(new Uint8Array(32).fill(byte));

async function startWorld() {
  const folder = await tempFolder();
  const stop = await startPostgres(folder.path, {
    prepare: (data) => writeFile(join(data, "pg_hba.conf"), HBA),
  });
  const passwordFile = join(folder.path, "password");
  await writeFile(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  await writeFile(join(folder.path, "wrong"), `${WRONG_PASSWORD}\n`, { mode: 0o600 });
  const admin = placeIn(folder.path);
  for (const statement of [
    `CREATE ROLE owner LOGIN; CREATE ROLE visitor LOGIN; CREATE ROLE not_allowed LOGIN; CREATE ROLE with_password LOGIN PASSWORD '${PASSWORD}'`,
    ...DATABASES,
    ...OTHER_VERSIONS,
  ])
    await askDatabase(admin, statement);
  return {
    folder: folder.path,
    socket: join(folder.path, ".s.PGSQL.5432"),
    ask: (database: string, statements: string) => askDatabase({ ...admin, database }, statements),
    async [Symbol.asyncDispose]() {
      await stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

let world: Awaited<ReturnType<typeof startWorld>>;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const configOf = (changed: Partial<PostgresConfig>): PostgresConfig => ({
  hosts: [{ host: world.folder, port: 5432 }],
  user: "owner",
  database: "good",
  passwordFile: null,
  poolSize: 2,
  prepared: true,
  tls: null,
  caFile: null,
  ...changed,
});

const open = (config: PostgresConfig, { losesData = true, secret = 1 } = {}) =>
  openPostgres(
    {
      config,
      migrationsFolder: postgresMigrations,
      version: "1.0.0",
      losesData,
      reportFault: (error) => {
        throw error;
      },
    },
    keysOf(secret),
  );

/** Every transaction that writes takes a number. */
async function nextTransaction(): Promise<unknown> {
  const [asked] = await world.ask("postgres", "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next");
  return asked?.rows[0]?.next;
}

/** The refusal of a start, which has written nothing and names neither password nor address. */
async function refusalOf(
  config: PostgresConfig,
  options?: Parameters<typeof open>[1],
): Promise<StartRefusal> {
  const before = await nextTransaction();
  const refused: unknown = await open(config, options).catch((error: unknown) => error);
  if (!(refused instanceof StartRefusal)) throw refused;
  expect(await nextTransaction()).toBe(before);
  const all = inspect(refused, { depth: 10, showHidden: true });
  for (const hidden of [PASSWORD, WRONG_PASSWORD, "127.0.0.1"]) expect(all).not.toContain(hidden);
  return refused;
}

async function expectRefusal(
  config: Partial<PostgresConfig>,
  says: string,
  kind: StartRefusal["kind"] = "configuration",
): Promise<void> {
  const refused = await refusalOf(configOf(config));
  expect.soft(refused.message).toContain(says);
  expect.soft(refused.kind, says).toBe(kind);
}

const openAndClose = async (config: PostgresConfig, secret = 1): Promise<void> => {
  const { store, nodes } = await open(config, { secret });
  await nodes.leave();
  await store.close();
};

describe("a start on PostgreSQL is refused with a sentence, and writes nothing,", () => {
  it("where the server doesn't let the user in", async () => {
    const withPassword = { user: "with_password", passwordFile: join(world.folder, "password") };
    await expectRefusal(
      { ...withPassword, passwordFile: join(world.folder, "wrong") },
      "refuses the password",
    );
    await expectRefusal({ ...withPassword, passwordFile: null }, "asks for a password, and there is none");
    await expectRefusal({ user: "nobody_knows" }, "doesn't allow this kind of connection");
    await expectRefusal({ user: "not_allowed" }, "doesn't allow this kind of connection");
    await expectRefusal({ ...withPassword, database: "not_there" }, "has no database of this name");
    await openAndClose(configOf(withPassword));
    // The tables belong to another user now.
    await expectRefusal({ user: "visitor" }, "may not create or use tables");
    await expectRefusal({ user: "visitor", database: "bare" }, "may not create or use tables");
  });

  it("where the server or the database can't hold a vault", async () => {
    await world.ask("wiki", "CREATE TABLE pages (id int)");
    await world.ask("bare", "DROP SCHEMA public");
    await world.ask("postgres", "ALTER DATABASE reading SET default_transaction_read_only = on");
    await expectRefusal({ database: "latin1" }, "has the encoding LATIN1. Create it with UTF8");
    await expectRefusal({ database: "ascii" }, "has the encoding SQL_ASCII. Create it with UTF8");
    await expectRefusal(
      { user: "says_140000", database: "postgres" },
      "is PostgreSQL 14. Use PostgreSQL 15 to 18",
    );
    await expectRefusal(
      { user: "says_190000", database: "postgres" },
      "is PostgreSQL 19. Use PostgreSQL 15 to 18",
    );
    await expectRefusal({ database: "bare" }, "has no schema to create tables in");
    await expectRefusal({ database: "wiki" }, "holds tables of another program", "database");
    await expectRefusal({ database: "reading" }, "is read-only", "unreachable");
    const nobodyListens = { hosts: [{ host: "127.0.0.1", port: 1 }] };
    await expectRefusal(nobodyListens, "can't be reached", "unreachable");
    const onlyInMemory = await refusalOf(configOf({ database: "secret" }), { losesData: false });
    expect(onlyInMemory.message).toContain("fsync = off");
  });

  it("where the tables are a newer version's, or were changed outside the program", async () => {
    await openAndClose(configOf({ database: "newer" }));
    await openAndClose(configOf({ database: "changed" }));
    await world.ask(
      "newer",
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)",
    );
    await expectRefusal({ database: "newer" }, "written by a newer version", "database");
    await world.ask("changed", "ALTER TABLE items DROP COLUMN sort_id CASCADE");
    await expectRefusal({ database: "changed" }, "items has no column sort_id", "database");
    const look = lookAtPostgres({
      config: configOf({ database: "changed" }),
      migrationsFolder: postgresMigrations,
      losesData: true,
    });
    await expect(look).rejects.toThrow("items has no column sort_id");
  });

  it("where another server secret was used with the database", async () => {
    const config = configOf({ database: "secret" });
    await openAndClose(config);
    const refused = await refusalOf(config, { secret: 2 }).catch((error: unknown) => error);
    expect(String(refused)).toContain("differs from the one that the database is used with");
    await openAndClose(config);
  });

  it("where the servers in the list belong to different clusters", async () => {
    const { host = "", port = 5432, user = "", database = "", password } = await testServer();
    await world.ask(
      "postgres",
      `DO $$ BEGIN CREATE ROLE "${user}" LOGIN SUPERUSER; EXCEPTION WHEN duplicate_object THEN END $$`,
    );
    const passwordFile = password === undefined || password === "" ? null : join(world.folder, "other");
    if (passwordFile) await writeFile(passwordFile, String(password), { mode: 0o600 });
    const own = { host: world.folder, port: 5432 };
    const config = { user, database, passwordFile };
    await expectRefusal(
      { ...config, hosts: [own, { host, port }] },
      "belong to different PostgreSQL clusters",
    );
    await expectRefusal(
      { ...config, hosts: [{ host, port }, own] },
      "belong to different PostgreSQL clusters",
    );
  });
});

it("isn't left for another cluster when its server dies later", async () => {
  const { host = "", port = 5432, ...other } = await testServer();
  const way = await terminateTls(world.socket, null);
  const options = { ...other, ssl: false };
  const places = [
    { host: "127.0.0.1", port: way.port },
    { host, port },
  ];
  let isOtherUp = false;
  const { Client: ServerClient } = findPrimary(places, options, async (place, given) => {
    if (!isOtherUp && place.port === port) throw new Error("It is down.");
    return lookAt(place, given);
  });
  const connect = async () => {
    const client = new ServerClient(options);
    client.on("error", () => undefined);
    await client.connect();
    await client.end();
  };
  await connect();
  isOtherUp = true;
  await way[Symbol.asyncDispose]();
  await expect(connect()).rejects.toThrow("ECONNREFUSED");
  await expect(connect()).rejects.toThrow("belong to different PostgreSQL clusters");
});

describe("TLS to PostgreSQL", () => {
  const caFile = join(CERTIFICATES, "authority.pem");
  const encrypted = (port: number, changed: Partial<PostgresConfig> = {}) => ({
    hosts: [{ host: "127.0.0.1", port }],
    user: "with_password",
    passwordFile: join(world.folder, "password"),
    tls: "on" as const,
    caFile,
    ...changed,
  });

  it("is used where the certificate is for the host, and a known authority signed it", async () => {
    await using way = await terminateTls(world.socket, "server.pem");
    await openAndClose(configOf(encrypted(way.port)));
    await openAndClose(configOf(encrypted(way.port, { hosts: [{ host: "localhost", port: way.port }] })));
    const other = join(CERTIFICATES, "other-authority.pem");
    await expectRefusal(encrypted(way.port, { caFile: other }), "certificate doesn't verify (UNABLE_TO");
    await expectRefusal(encrypted(way.port, { caFile: null }), "certificate doesn't verify (UNABLE_TO");
  });

  it("is refused for a certificate with another host's name, or one that has expired", async () => {
    await using elsewhere = await terminateTls(world.socket, "elsewhere.pem");
    await expectRefusal(
      encrypted(elsewhere.port),
      "certificate doesn't verify (ERR_TLS_CERT_ALTNAME_INVALID)",
    );
    await using expired = await terminateTls(world.socket, "expired.pem");
    await expectRefusal(encrypted(expired.port), "certificate doesn't verify (CERT_HAS_EXPIRED)");
  });

  it("isn't left out where the server has none, unless db_tls is off", async () => {
    await using way = await terminateTls(world.socket, null);
    await expectRefusal(encrypted(way.port), "has no TLS");
    await openAndClose(configOf(encrypted(way.port, { tls: "off" })));
  });

  it("is refused for an authority's file that can't be read", async () => {
    await expectRefusal(
      encrypted(1, { caFile: join(world.folder, "none.pem") }),
      "Can't read the certificate",
    );
  });
});
