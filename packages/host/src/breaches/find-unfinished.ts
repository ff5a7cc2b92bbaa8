import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UNFINISHED } from "./index-format.ts";

export interface UnfinishedIndex {
  readonly path: string;
  readonly pid: number;
  /** Its process was killed. */
  readonly isAbandoned: boolean;
}

/** A process writes all the time; in a container, another one may have the number of the one that was killed. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** The indexes that are being written in a folder, or were when their process was killed. */
export async function findUnfinished(folder: string, now: number): Promise<UnfinishedIndex[]> {
  const unfinished: UnfinishedIndex[] = [];
  for (const name of await readdir(folder)) {
    const pid = Number(UNFINISHED.exec(name)?.[1] ?? 0);
    if (pid === 0) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    const isAbandoned = pid === process.pid || now - mtimeMs > ABANDONED_AFTER_MS || !isRunning(pid);
    unfinished.push({ path, pid, isAbandoned });
  }
  return unfinished;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it runs.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
