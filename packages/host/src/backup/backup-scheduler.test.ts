import { mkdir, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { recognizeFile } from "@opp/core/store/sqlite/backup/recognize-file";
import { inOneGo } from "@opp/core/store/sqlite/files/in-steps";
import { openTempStore } from "@opp/core/testing/temp-store";
import { describe, expect, it } from "vitest";
import {
  type BackupPlan,
  loadStoredPlan,
  readPlan,
  removeStoredPlan,
  storePlan,
  UnreadablePlanError,
} from "../values/backup-plan.ts";
import { loadBackupLog, noteBackup } from "./backup-log.ts";
import { createLook } from "./backup-scheduler.ts";
import { backupName } from "./own-backups.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1, 3);

/** A vault, a folder for its backups, and a scheduler whose clock is the test's. */
async function openWorld(every = "1d", keep = "3d,2w") {
  const temp = await openTempStore();
  const dataFolder = dirname(temp.path);
  const folder = join(dataFolder, "backups");
  await mkdir(folder);
  const world = { at: START, plan: readPlan({ folder, every, keep }) as BackupPlan | null };
  const made: string[] = [];
  const failed: unknown[] = [];
  const stop = new AbortController();
  const look = createLook(
    {
      vault: { postgres: null, dataFolder, databaseFile: temp.path },
      plan: () => world.plan,
      now: () => world.at,
      elapsed: () => world.at,
      onMade: ({ path }) => made.push(path),
      onFailed: (error) => failed.push(error),
    },
    stop.signal,
  );
  return {
    ...temp,
    world,
    dataFolder,
    folder,
    made,
    failed,
    stop,
    look,
    log: () => loadBackupLog(dataFolder),
    nameAt: (at: number) => backupName(loadBackupLog(dataFolder).id, at),
    names: async () => (await readdir(folder)).toSorted(),
  };
}

describe("the server's backups", () => {
  it("are made at once when there is none, and then when they are due", async () => {
    await using w = await openWorld("12h");
    const hours: number[] = [];
    for (let hour = 0; hour < 48; hour += 1) {
      w.world.at = START + hour * HOUR;
      const before = w.made.length;
      await w.look();
      if (w.made.length > before) hours.push(hour);
    }
    expect(hours).toEqual([0, 12, 24, 36]);
    expect(inOneGo(recognizeFile(String(w.made.at(-1))))).toMatchObject({ kind: "backup" });
    expect((await stat(String(w.made.at(-1)))).mode & 0o777).toBe(0o600);
  });

  it("that were missed are made up for by one, when the server is back", async () => {
    await using w = await openWorld();
    await w.look();
    w.world.at = START + 9.5 * DAY;
    await w.look();
    await w.look();
    expect(w.made).toHaveLength(2);
  });

  it("are kept as the rule says", async () => {
    await using w = await openWorld("1d", "3d,2w");
    for (let day = 0; day < 20; day += 1) {
      w.world.at = START + day * DAY;
      await w.look();
    }
    const kept = ["2026-01-11", "2026-01-18", "2026-01-19", "2026-01-20"].map((date) =>
      w.nameAt(Date.parse(`${date}T03:00:00Z`)),
    );
    expect(w.made).toHaveLength(20);
    expect(await w.names()).toEqual(kept.slice(1));
  });

  it("are the only files that are ever deleted", async () => {
    await using w = await openWorld("1d", "1d");
    await w.look();
    const others = [
      "notes.txt",
      "openpassphrase.sqlite",
      backupName("00000000", START - DAY),
      // Of the right name, and no backup.
      w.nameAt(START - 2 * DAY),
    ];
    for (const name of others) await writeFile(join(w.folder, name), "mine".repeat(100));
    await mkdir(join(w.folder, w.nameAt(START - 3 * DAY)));
    await symlink(join(w.folder, "nowhere"), join(w.folder, w.nameAt(START - 4 * DAY)));
    w.world.at = START + DAY;
    await w.look();
    expect(w.failed).toEqual([]);
    expect(await w.names()).toEqual(
      [...others, ...[-3, -4, 1].map((days) => w.nameAt(START + days * DAY))].toSorted(),
    );
  });

  it("clear away what a killed one left, and not what is under way", async () => {
    await using w = await openWorld();
    await w.look();
    const left = `.${w.nameAt(START - DAY)}.77.unfinished`;
    const underWay = `.${w.nameAt(START - DAY)}.78.unfinished`;
    for (const name of [left, underWay]) await writeFile(join(w.folder, name), "half");
    w.world.at = Date.now() + 2 * HOUR;
    await utimes(join(w.folder, underWay), new Date(w.world.at), new Date(w.world.at));
    await w.look();
    expect(await w.names()).not.toContain(left);
    expect(await w.names()).toContain(underWay);
  });

  it("that fail are told and tried again after ten minutes, and the log says why", async () => {
    await using w = await openWorld();
    await rm(w.folder, { recursive: true });
    await w.look();
    w.world.at += HOUR / 12;
    await w.look();
    expect(w.failed).toHaveLength(1);
    expect(w.failed[0]).toBeInstanceOf(BackupError);
    expect(w.log()).toMatchObject({
      last: null,
      failure: { at: START, reason: expect.stringMatching(/its folder doesn't exist/) },
    });
    await mkdir(w.folder);
    w.world.at += HOUR / 12;
    await w.look();
    expect(w.made).toHaveLength(1);
    expect(w.log()).toMatchObject({ last: { at: w.world.at, path: w.made[0] }, failure: null });
  });

  it("are not held up by one from the future, after the clock was put back", async () => {
    await using w = await openWorld();
    w.world.at = START + 400 * DAY;
    await w.look();
    w.world.at = START;
    await w.look();
    await w.look();
    expect(w.made).toHaveLength(2);
    expect(w.failed).toEqual([]);
  });

  it("stop without a word when the server does", async () => {
    await using w = await openWorld();
    w.stop.abort();
    await w.look();
    expect([w.made, w.failed, await w.names()]).toEqual([[], [], []]);
  });

  it("follow a plan that is set, changed and taken back in between", async () => {
    await using w = await openWorld();
    w.world.plan = null;
    await w.look();
    expect(w.made).toEqual([]);
    w.world.plan = readPlan({ folder: w.folder, every: "1h", keep: "1d" });
    await w.look();
    expect(w.made).toHaveLength(1);
  });
});

describe("the plan in the data folder", () => {
  it("is kept in the words it was given in, for its owner only, and can be taken away", async () => {
    await using w = await openWorld();
    expect(loadStoredPlan(w.dataFolder)).toBeNull();
    const plan = { folder: "/backups", every: "1d", keep: "7d,4w,6m" };
    storePlan(w.dataFolder, plan);
    expect(loadStoredPlan(w.dataFolder)).toEqual(plan);
    expect((await stat(join(w.dataFolder, "backup-plan.json"))).mode & 0o777).toBe(0o600);
    removeStoredPlan(w.dataFolder);
    removeStoredPlan(w.dataFolder);
    expect(loadStoredPlan(w.dataFolder)).toBeNull();
  });

  it("isn't kept when it can't be followed, and is told of when it was spoilt", async () => {
    await using w = await openWorld();
    expect(() => storePlan(w.dataFolder, { folder: "/backups", every: "1x", keep: "7d" })).toThrow();
    expect(loadStoredPlan(w.dataFolder)).toBeNull();
    const plan = { folder: "/backups", every: "1d", keep: "7d" };
    for (const spoilt of ['{"folder":', "{}", JSON.stringify({ ...plan, keep: "all" })]) {
      await writeFile(join(w.dataFolder, "backup-plan.json"), spoilt);
      expect(() => loadStoredPlan(w.dataFolder)).toThrow(UnreadablePlanError);
    }
    storePlan(w.dataFolder, plan);
    expect(loadStoredPlan(w.dataFolder)).toEqual(plan);
  });
});

describe("the log of backups", () => {
  it("keeps its id, which is in the names of the backups", async () => {
    await using w = await openWorld();
    const { id } = w.log();
    noteBackup(w.dataFolder, { at: 1, path: "/b", bytes: 2, sha256: "0" });
    expect(w.log()).toEqual({ id, last: { at: 1, path: "/b", bytes: 2, sha256: "0" }, failure: null });
    expect(w.nameAt(START)).toBe(`openpassphrase-${id}-20260101T030000Z.sqlite`);
  });
});
