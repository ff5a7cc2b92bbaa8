import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readOnlyWays } from "@opp/core/testing/read-only-folder";
import { canMount } from "@opp/core/testing/small-disk";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { startProcess, TESTED_BUNDLE } from "./test-process.ts";
import { type TestServer, testServer } from "./test-server.ts";

const ITEM = { items: [{ name: "Router" }] };
const isMounting = await canMount();

async function readiness(server: TestServer) {
  const { status, text } = await server.ask("/readyz");
  return [status, JSON.parse(text).cause];
}

/** Writes over every page of the items' table but the first. */
function damage(database: string): void {
  const sqlite = new Database(database);
  const pages = sqlite
    .prepare("SELECT pageno FROM dbstat WHERE name = 'items' AND pagetype <> 'internal'")
    .pluck()
    .all();
  sqlite.close();
  const file = openSync(database, "r+");
  for (const page of pages)
    writeSync(file, new Uint8Array(4096).fill(0xff), 0, 4096, (Number(page) - 1) * 4096);
  closeSync(file);
}

const codeIn = (text: string): unknown => JSON.parse(text).error?.data.vaultCode;

describe("a server whose data folder disappears", () => {
  it("writes nothing that would be lost, keeps reading, and is ready when the folder is back", async () => {
    await using folder = await tempFolder();
    const dataFolder = join(folder.path, "data");
    await using server = await testServer({ dataFolder });
    const ada = await server.person();
    await ada.must("items.create", ITEM);
    renameSync(dataFolder, `${dataFolder}-gone`);
    const refused = await ada.call("items.create", ITEM);
    expect([refused.status, codeIn(refused.text)]).toEqual([503, "STORAGE_MISSING"]);
    expect(refused.text).toContain("isn't in its folder any more");
    expect((await ada.call("items.list", {})).status).toBe(200);
    expect(await readiness(server)).toEqual([503, "missing"]);
    renameSync(`${dataFolder}-gone`, dataFolder);
    await ada.must("items.create", ITEM);
    expect(await readiness(server)).toEqual([200, undefined]);
    expect(server.logLines.filter((line) => line.includes('"cause":"missing"'))).toHaveLength(1);
  });

  it("ends a session in memory, and on the disk as soon as that is back", async () => {
    await using folder = await tempFolder();
    const dataFolder = join(folder.path, "data");
    await using server = await testServer({ dataFolder });
    const ada = await server.person();
    const { user } = Object(await ada.must("account.get"));
    renameSync(dataFolder, `${dataFolder}-gone`);
    expect((await ada.call("auth.logout")).status).toBe(200);
    expect((await ada.call("items.list", {})).status).toBe(401);
    renameSync(`${dataFolder}-gone`, dataFolder);
    const now = Date.now();
    await server.vault.store.sessions.sweep(now, 0, 0);
    const sqlite = new Database(join(dataFolder, "vault.sqlite"), { readonly: true });
    expect(sqlite.prepare("SELECT count(*) FROM sessions WHERE user_id = ?").pluck().get(user.id)).toBe(0);
    sqlite.close();
  });

  it("opens the vault for a session that has no seal, and can't be given one", async () => {
    await using folder = await tempFolder();
    const dataFolder = join(folder.path, "data");
    await using server = await testServer({ dataFolder });
    const ada = await server.person();
    const { username, password } = ada;
    const { token } = Object(await ada.must("auth.login", { username, password }));
    renameSync(dataFolder, `${dataFolder}-gone`);
    expect(
      (await ada.call("items.list", {}, { ...ada.headers, authorization: `Bearer ${token}` })).status,
    ).toBe(200);
    expect((await ada.call("auth.login", { username, password })).status).toBe(503);
    renameSync(`${dataFolder}-gone`, dataFolder);
  });

  it("ends a session after ten wrong passphrases that couldn't be written down", async () => {
    await using folder = await tempFolder();
    const dataFolder = join(folder.path, "data");
    await using server = await testServer({ dataFolder });
    const ada = await server.person();
    renameSync(dataFolder, `${dataFolder}-gone`);
    const wrong = { ...ada.headers, "x-opp-phrase-base64": Buffer.from("wrong").toString("base64url") };
    for (let tries = 1; tries < 10; tries += 1)
      expect((await ada.call("items.list", {}, wrong)).status).toBe(403);
    expect((await ada.call("items.list", {}, wrong)).status).toBe(401);
    expect((await ada.call("items.list", {})).status).toBe(401);
    renameSync(`${dataFolder}-gone`, dataFolder);
  });
});

describe("a server with another process in the database", () => {
  it("says that the database is busy, with a time to wait, and keeps reading and its readiness", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const other = new Database(join(server.dataFolder, "vault.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    const refused = await ada.call("items.create", ITEM);
    expect([refused.status, codeIn(refused.text)]).toEqual([503, "STORAGE_BUSY"]);
    expect(refused.headers["retry-after"]).toBe("2");
    expect((await ada.call("items.list", {})).status).toBe(200);
    expect(await readiness(server)).toEqual([200, undefined]);
    other.close();
    await ada.must("items.create", ITEM);
  });
});

describe("a server with a damaged database", () => {
  it("answers what touches the damage with 503, not as a bug, and isn't ready", async () => {
    await using folder = await tempFolder();
    const dataFolder = join(folder.path, "data");
    const ada = await (async () => {
      await using server = await testServer({ dataFolder });
      const person = await server.person();
      for (let count = 0; count < 30; count += 1)
        await person.must("items.create", { items: [{ name: "Router", blob: "n".repeat(20_000) }] });
      return person;
    })();
    damage(join(dataFolder, "vault.sqlite"));
    await using server = await testServer({ dataFolder });
    const again = ada.at(server.url);
    await again.logIn();
    const refused = await again.call("items.list", {});
    expect([refused.status, codeIn(refused.text)]).toEqual([503, "STORAGE_DAMAGED"]);
    expect(await readiness(server)).toEqual([503, "corrupt"]);
    expect(server.logLines.join("")).not.toMatch(/"bug"|"frames"/);
  });
});

describe.each(readOnlyWays(isMounting))("a start with a data folder that is read-only $name", (way) => {
  it("says so in one sentence, without JSON or a stack", async () => {
    await using folder = await tempFolder();
    await using first = await startProcess({}, folder.path);
    first.child.kill("SIGTERM");
    await first.exited;
    const { start, undo } = way.apply(join(folder.path, "data"));
    try {
      await using second = await startProcess({}, folder.path, [], TESTED_BUNDLE, start);
      expect([await second.exited, second.url]).toEqual([1, null]);
      expect(second.stderr()).toMatch(
        /^OpenPassPhrase did not start:\n- The database \S+ can't be used: .*read-only.*\n$/,
      );
    } finally {
      undo();
    }
  });
});
