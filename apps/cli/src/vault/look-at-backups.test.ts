import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { noteBackup, noteFailure } from "@opp/host/backup/backup-log";
import { storePlan } from "@opp/host/backup/backup-plan";
import { readConfig } from "@opp/host/config/config";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { lookAtBackups } from "./look-at-backups.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 10);

describe("what opp doctor says of backups", () => {
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
