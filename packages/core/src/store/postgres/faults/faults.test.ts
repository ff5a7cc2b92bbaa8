import { once } from "node:events";
import { connect as connectTo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import {
  askDatabase,
  openEmptyDatabase,
  openTempDatabase,
  postgresMigrations,
} from "../../../testing/temp-postgres.ts";
import type { ChangeNote } from "../../change-store.ts";
import { addItems, addSession, addUser } from "../../contract/world.suite.ts";
import { openPostgresStore } from "../open-store.ts";
import type { ServerPlace } from "../server/open-pool.ts";
import { NoPrimaryError, OtherClusterError } from "./cluster-errors.ts";
import { explainError } from "./explain-error.ts";

/** The way to a server, which can be cut and repaired. */
async function openWay({ host = "", port = 5432, ...place }: ServerPlace) {
  const sockets = new Set<Socket>();
  let isHanging = false;
  const server = createServer((socket) => {
    const there = host.startsWith("/") ? connectTo(join(host, `.s.PGSQL.${port}`)) : connectTo(port, host);
    for (const end of [socket, there]) {
      sockets.add(end);
      end.on("error", () => undefined);
      end.on("close", () => sockets.delete(end));
    }
    // As a machine that hangs: the connection stays open, and nothing comes.
    const pass = (from: Socket, to: Socket) => from.on("data", (bytes) => isHanging || to.write(bytes));
    pass(socket, there);
    pass(there, socket);
    socket.on("close", () => there.destroy());
    there.on("close", () => socket.destroy());
  });
  const open = async (at: number) => {
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
  };
  const cut = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open(0);
  const address = server.address();
  const own = typeof address === "object" && address !== null ? address.port : 0;
  return {
    place: { ...place, host: "127.0.0.1", port: own },
    cut,
    hang(hangs: boolean) {
      isHanging = hangs;
    },
    repair: () => open(own),
    async [Symbol.asyncDispose]() {
      if (server.listening) await cut();
    },
  };
}

async function openWorld() {
  const database = await openTempDatabase();
  const way = await openWay(database.place);
  const given = { migrationsFolder: postgresMigrations, waitMs: 60_000, losesData: true };
  const store = await openPostgresStore({ ...given, server: way.place });
  const other = await openPostgresStore({ ...given, server: database.place });
  return {
    database,
    way,
    store,
    other,
    async [Symbol.asyncDispose]() {
      await store.close();
      await other.close();
      await way[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function setForDatabase({ place }: { place: ServerPlace }, setting: string): Promise<void> {
  const client = new Client(place);
  await client.connect();
  await client.query("SET default_transaction_read_only = off");
  await client.query(`ALTER DATABASE ${client.escapeIdentifier(place.database ?? "")} ${setting}`);
  await client.end();
}

/** SQLSTATEs, and what the callers of the store get. */
const REPORTED = [
  ["53100", "STORAGE_FULL"],
  ["58030", "STORAGE_FAILING"],
  ["XX001", "STORAGE_DAMAGED"],
  ["53300", "STORAGE_TOO_MANY_FILES"],
  ["57P01", "STORAGE_UNREACHABLE"],
  ["55P03", "STORAGE_BUSY"],
] as const;

describe("a store in PostgreSQL", () => {
  it("says that its database can't be reached, and when to try again; and works when it is back", async () => {
    await using world = await openWorld();
    const { store, way } = world;
    const ada = await addUser(store, "ada");
    await way.cut();
    const unreachable = { code: "STORAGE_UNREACHABLE", details: { retryAfterSeconds: 5 } };
    await expect(store.ping()).rejects.toMatchObject(unreachable);
    await expect(store.users.find(ada.id)).rejects.toMatchObject(unreachable);
    await expect(store.users.rename(ada.id, "bob", 2000)).rejects.toMatchObject(unreachable);
    await way.repair();
    await store.ping();
    expect(await store.users.rename(ada.id, "bob", 2000)).toBe("renamed");
  });

  it("gives up a server that hangs, though no connection ends", { timeout: 60_000 }, async () => {
    await using world = await openWorld();
    const { store, way } = world;
    const ada = await addUser(store, "ada");
    way.hang(true);
    await expect(store.users.rename(ada.id, "bob", 2000)).rejects.toMatchObject({
      code: "STORAGE_UNREACHABLE",
    });
    way.hang(false);
    await expect.poll(() => store.users.find(ada.id), { timeout: 30_000 }).toMatchObject({ id: ada.id });
  });

  it("finds the server that takes writes when another one hangs and a third is down", async () => {
    await using world = await openWorld();
    const { database, way } = world;
    way.hang(true);
    const { host = "", port = 5432 } = database.place;
    const hosts = [
      { host: "127.0.0.1", port: way.place.port },
      { host: "127.0.0.1", port: 1 },
      { host, port },
    ];
    const store = await openPostgresStore({
      server: { ...database.place, hosts },
      migrationsFolder: postgresMigrations,
      waitMs: 60_000,
      losesData: true,
    });
    await addUser(store, "ada");
    await store.close();
  });

  it("tells listeners that they may have missed something, once it hears other nodes again", async () => {
    await using world = await openWorld();
    const { store, other, way } = world;
    const ada = await addUser(store, "ada");
    const notes: ChangeNote[] = [];
    store.changes.watch((note) => notes.push(note));
    await way.cut();
    await addItems(other, ada.id, ["one"]);
    await way.repair();
    await expect.poll(() => notes, { timeout: 30_000 }).toEqual([{ kind: "unknown" }]);
    await addItems(other, ada.id, ["two"]);
    await expect.poll(() => notes.length, { timeout: 30_000 }).toBe(2);
  });

  it("says that its database is read-only, and reads from it", async () => {
    await using world = await openWorld();
    const { database } = world;
    const ada = await addUser(world.store, "ada");
    const store = await openPostgresStore({
      server: database.place,
      migrationsFolder: postgresMigrations,
      waitMs: 60_000,
      losesData: true,
    });
    // It holds for the connections that are opened from now on, and the store has used none.
    await setForDatabase(database, "SET default_transaction_read_only = on");
    try {
      await expect(store.users.rename(ada.id, "bob", 2000)).rejects.toMatchObject({
        code: "STORAGE_READ_ONLY",
      });
      expect(await store.users.find(ada.id)).toMatchObject({ username: "ada" });
    } finally {
      await store.close();
      await setForDatabase(database, "RESET default_transaction_read_only");
    }
  });

  it("says what PostgreSQL reports of its disk and of itself, and reads on", async () => {
    await using database = await openEmptyDatabase();
    const store = await openPostgresStore({
      server: database.place,
      migrationsFolder: postgresMigrations,
      losesData: true,
    });
    const ada = await addUser(store, "ada");
    const failWith = (state: string) =>
      `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '${state}'; END $$`;
    await askDatabase(
      database.place,
      `${failWith("53100")}; CREATE TRIGGER failing BEFORE UPDATE ON users EXECUTE FUNCTION fail()`,
    );
    for (const [state, code] of REPORTED) {
      await askDatabase(database.place, failWith(state));
      await expect(store.users.rename(ada.id, "bob", 2000)).rejects.toMatchObject({ code });
      expect(await store.users.find(ada.id)).toMatchObject({ username: "ada" });
    }
    await store.close();
  });

  it("is out of reach while every server of its list only reads, or has another cluster's data", () => {
    for (const error of [new NoPrimaryError(), new OtherClusterError()])
      expect(explainError(error)).toMatchObject({ code: "STORAGE_UNREACHABLE" });
  });

  it("names no value in the error of a statement that PostgreSQL refuses", async () => {
    await using world = await openWorld();
    const { store, other } = world;
    const ada = await addUser(store, "ada");
    const { id } = await addSession(store, ada);
    // The other store counts its sessions from the start, so this one has the same id.
    const refused = await addSession(other, ada).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(String(refused)).toBe("Error: PostgreSQL refused a statement (SQLSTATE 23505).");
    expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain(id);
  });
});
