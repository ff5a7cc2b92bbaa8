import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = /^opp-tests-(\d+)$/;
/** What the suites write at the same time, and more. */
const LEAST_FREE_BYTES = 8 * 2 ** 30;

/**
 * Makes the folder for the temporary files of a run of the tests: in memory where there is room, since the databases of the tests
 * commit some hundred thousand times and a disk makes each wait. What a run left that was killed goes first.
 * @param memory where the system keeps files in memory
 * @param room bytes that must be free there
 * @returns its path, and how to remove it
 */
export function makeScratchFolder({
  memory = "/dev/shm",
  mounts = readMounts(),
  room = LEAST_FREE_BYTES,
} = {}) {
  const parent = isFit(memory, mounts) && freeBytes(memory) >= room ? memory : tmpdir();
  removeLeftovers(parent);
  const path = join(parent, `opp-tests-${process.pid}`);
  mkdirSync(path, { mode: 0o700 });
  // PostgreSQL runs as another user than root and must get to its own folder in this one.
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Tests run programs from their temporary files, which a `noexec` mount refuses. */
function isFit(memory, mounts) {
  const mount = mounts.find(({ at }) => at === memory);
  return mount?.type === "tmpfs" && !mount.options.includes("noexec");
}

function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function readMounts() {
  try {
    return parseMounts(readFileSync("/proc/mounts", "utf8"));
  } catch {
    return [];
  }
}

/** @param text as in /proc/mounts: device, place, type and options, a line each */
export function parseMounts(text) {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => {
    const [, at, type, options = ""] = line.split(" ");
    return { at, type, options: options.split(",") };
  });
}

function removeLeftovers(parent) {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
