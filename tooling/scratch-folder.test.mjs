import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeScratchFolder, parseMounts } from "./scratch-folder.mjs";

let memory;
beforeEach(() => {
  memory = mkdtempSync(join(tmpdir(), "opp-memory-"));
});
afterEach(() => rmSync(memory, { recursive: true }));

const mounted = (options, type = "tmpfs") => parseMounts(`shm ${memory} ${type} ${options} 0 0\n`);

/** Where the folder was made. */
function parentOf(mounts, room = 0) {
  const folder = makeScratchFolder({ memory, mounts, room });
  expect(existsSync(folder.path)).toBe(true);
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
  return dirname(folder.path);
}

test("the files of a run are in memory, unless it has too little room, runs no programs or is a disk", () => {
  expect(parentOf(mounted("rw,nosuid,nodev"))).toBe(memory);
  expect(parentOf(mounted("rw,nosuid,nodev"), Number.POSITIVE_INFINITY)).toBe(tmpdir());
  expect(parentOf(mounted("rw,noexec"))).toBe(tmpdir());
  expect(parentOf(mounted("rw", "ext4"))).toBe(tmpdir());
  expect(parentOf([])).toBe(tmpdir());
});

test("what a killed run left is removed, and nothing else", () => {
  const dead = join(memory, "opp-tests-4194305");
  const alive = join(memory, `opp-tests-${process.ppid}`);
  const other = join(memory, "opp-tests-of-mine");
  for (const folder of [dead, alive, other]) {
    mkdirSync(folder);
    writeFileSync(join(folder, "file"), "x");
  }
  makeScratchFolder({ memory, mounts: mounted("rw"), room: 0 }).remove();
  expect([dead, alive, other].map((folder) => existsSync(folder))).toEqual([false, true, true]);
});
