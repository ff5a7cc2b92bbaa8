import { constants, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./checkout.mjs";
import { note } from "./progress.mjs";

const POLL_MS = 100;
const SILENT_MS = 1500;

/** One build at a time: of two at once in one checkout each would read what the other has half written. */
export async function withBuildLock(work, path = join(root, "node_modules", ".cache", "building")) {
  await acquire(path);
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

async function acquire(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waitedMs = 0; !isTaken(path); waitedMs += POLL_MS) {
    if (waitedMs === SILENT_MS) note("Waiting for another build of this checkout");
    await sleep(POLL_MS);
  }
}

function isTaken(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    forgetDeadHolder(path);
    return false;
  }
}

function forgetDeadHolder(path) {
  if (isHeld(path)) return;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    // Another process may have been quicker, and this may be its lock.
    if (isHeld(aside)) copyFileSync(aside, path, constants.COPYFILE_EXCL);
  } catch {
    // Gone, or taken again: the next attempt sees.
  }
  rmSync(aside, { force: true });
}

/** Whether who took it is alive; true as well while the number is being written. */
function isHeld(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}
