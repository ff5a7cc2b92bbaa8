import { statSync } from "node:fs";
import { shellWord } from "../../../shell-word.ts";
import { UnusableDatabaseError } from "./database-errors.ts";

const OTHERS = 0o077;

/**
 * The files that other users may read or write: the database and those that SQLite keeps next to it. To be asked before the
 * database is opened: opening it makes the others, with its mode.
 */
export function exposedFiles(path: string): string[] {
  // Windows has no such modes, and Node makes them up.
  if (process.platform === "win32") return [];
  return [path, `${path}-wal`, `${path}-shm`].filter((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found !== undefined && (found.mode & OTHERS) !== 0;
  });
}

/** @throws UnusableDatabaseError naming the command that mends it, unless there are none. */
export function refuseExposed(path: string, exposed: readonly string[]): void {
  if (exposed.length === 0) return;
  const command = ["chmod 600", ...exposed.map(shellWord)].join(" ");
  throw new UnusableDatabaseError(path, `other users can read or write it (run: ${command}).`);
}
