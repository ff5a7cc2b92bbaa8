import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addItems, addUser } from "@opp/core/store/contract/world.suite";
import { openSqliteStore } from "@opp/core/store/sqlite/open-store";
import { MIGRATIONS_FOLDER } from "@opp/core/testing/test-vault";
import { noteBackup, noteFailure } from "@opp/host/backup/backup-log";
import { readConfig } from "@opp/host/config/config";
import { lookAtBackups } from "@opp/host/doctor/look-at-backups";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { storePlan } from "@opp/host/values/backup-plan";
import { describe, expect, it } from "vitest";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 10);

describe("what opp doctor says of backups", () => {
  it("is a problem where a vault holds items and no backup was made, or none for a month", async () => {
    await using folder = await tempFolder();
    const config = readConfig({ environment: { OPP_DATA_DIR: folder.path }, startFolder: folder.path });
    const look = () => lookAtBackups(config, NOW);
    const store = await openSqliteStore({ path: config.databaseFile, migrationsFolder: MIGRATIONS_FOLDER });
    expect(look()).toMatch(/^No backup has been made yet/);
    const { id } = await addUser(store, "ada");
    await addItems(store, id, ["Router"]);
    await store.close();
    expect(look).toThrow(/^No backup has been made yet\. Make one: opp backup FILE/);
    noteBackup(folder.path, { at: NOW - 31 * 24 * HOUR, path: "/b", bytes: 1, sha256: "0" });
    expect(look).toThrow(/^The last backup is 31 days old: \/b\. Let the server make them/);
    noteBackup(folder.path, { at: NOW - 29 * 24 * HOUR, path: "/b", bytes: 1, sha256: "0" });
    expect(look()).toMatch(/^The last backup is 29 days old/);
  });

  it("is the age of the last one, and that something is wrong when one is overdue or failed", async () => {
    await using folder = await tempFolder();
    const dataFolder = folder.path;
    const config = readConfig({ environment: { OPP_DATA_DIR: dataFolder }, startFolder: dataFolder });
    const look = () => lookAtBackups(config, NOW);
    const made = (at: number) => noteBackup(dataFolder, { at, path: "/b", bytes: 1, sha256: "0" });
    expect(look()).toMatch(/^No backup has been made yet\. Make one with opp backup/);
    made(NOW - 3 * HOUR);
    expect(look()).toMatch(/^The last backup is 3 hours old: \/b\. Let the server/);
    storePlan(dataFolder, { folder: "/backups", every: "1d", keep: "7d" });
    expect(look()).toMatch(/old: \/b\. The running server makes one every day into \/backups$/);
    made(NOW - 72 * HOUR);
    expect(look).toThrow(/3 days old.*Is the server running\?/);
    writeFileSync(join(dataFolder, "backup-plan.json"), "{");
    expect(look).toThrow(/Run "opp backup FOLDER --every TIME" again/);
    storePlan(dataFolder, { folder: "/backups", every: "1d", keep: "7d" });
    noteFailure(dataFolder, { at: NOW - HOUR, reason: "no room" });
    expect(look).toThrow(/last attempt failed 60 minutes ago: no room/);
  });
});
