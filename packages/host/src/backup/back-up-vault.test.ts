import { mkdir, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { inSteps } from "@opp/core/store/sqlite/files/in-steps";
import { inspectDatabase } from "@opp/core/store/sqlite/inspection/inspect-database";
import { openTempDatabase, postgresMigrations } from "@opp/core/testing/temp-postgres";
import { MIGRATIONS_FOLDER } from "@opp/core/testing/test-vault";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { readKeepRule } from "../values/keep-rule.ts";
import type { BackedUpVault } from "./back-up-vault.ts";
import { loadBackupLog } from "./backup-log.ts";
import { makePlannedBackup } from "./planned-backup.ts";

const NOW = Date.UTC(2026, 0, 10);
const DAY = 24 * 3_600_000;

const vaultOver = (folder: string, socket: string, database: string): BackedUpVault => ({
  dataFolder: folder,
  databaseFile: join(folder, "vault.sqlite"),
  postgres: {
    config: {
      hosts: [{ host: socket, port: 5432 }],
      user: "opp",
      database,
      passwordFile: null,
      caFile: null,
      poolSize: 2,
      prepared: true,
      tls: null,
    },
    migrationsFolder: postgresMigrations,
    fileMigrations: MIGRATIONS_FOLDER,
  },
});

describe("a planned backup of a vault in PostgreSQL", () => {
  it("is the file that SQLite's is, beside nothing else, and clears away what a killed one left", async () => {
    await using folder = await tempFolder();
    await using database = await openTempDatabase();
    const target = join(folder.path, "backups");
    await mkdir(target);
    const vault = vaultOver(folder.path, String(database.place.host), String(database.place.database));
    const left = join(target, `.openpassphrase-${loadBackupLog(folder.path).id}-x.sqlite.1.copy.unfinished`);
    await mkdir(left);
    await utimes(left, new Date(NOW - DAY), new Date(NOW - DAY));
    const plan = { folder: target, everyMs: DAY, keep: readKeepRule("7d") };
    const { made } = await makePlannedBackup(vault, plan, { now: NOW, signal: new AbortController().signal });
    expect(await readdir(target)).toEqual([made.path.slice(target.length + 1)]);
    const { backup, structure, rows, close } = await inSteps(inspectDatabase(made.path, MIGRATIONS_FOLDER));
    close();
    expect(backup).toMatchObject({ madeAt: NOW });
    expect([structure, rows["users"]]).toEqual([[], 0]);
    const unreachable = vaultOver(folder.path, folder.path, "opp");
    const trying = makePlannedBackup(unreachable, plan, {
      now: NOW + DAY,
      signal: new AbortController().signal,
    });
    await expect(trying).rejects.toMatchObject({ name: "BackupError", kind: "unreachable" });
    expect(await readdir(target)).toHaveLength(1);
  });
});
