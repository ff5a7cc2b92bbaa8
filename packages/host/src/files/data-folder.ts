import { mkdirSync, statSync } from "node:fs";
import { shellWord } from "@opp/core/shell-word";
import { StartRefusal } from "../errors/start-refusal.ts";

/**
 * Makes the data folder, for its owner only, unless it is there.
 * @throws StartRefusal when it can't be made, is no folder, or lets others write.
 */
export function ensureDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartRefusal([
      `Can't create the data folder ${path} (${reasonOf(error)}). ${adviceOn(error, "Set OPP_DATA_DIR=<a folder you own>")}`,
    ]);
  }
  // Windows has no such bits; Node answers 0o666 there for everything.
  if (process.platform === "win32") return;
  if ((statSync(path).mode & 0o022) !== 0) {
    throw new StartRefusal([
      `The data folder ${path} lets other users write. Run: chmod 700 ${shellWord(path)}`,
    ]);
  }
}

/** The system's code for what went wrong, such as EACCES. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown reason";

const DISK_ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "Its disk is full. Free some space",
  EDQUOT: "Your disk quota is used up. Free some space",
  EROFS: "Its file system is read-only. Make it writable, or choose another one",
  EIO: "The disk reports an error. Check it, or choose another one",
  EMFILE: "This process has too many files open. Raise the limit (ulimit -n)",
};

/** What to do about a file that can't be written. @param otherwise where it isn't the disk that is to blame. */
export const adviceOn = (error: unknown, otherwise: string): string =>
  DISK_ADVICE[reasonOf(error)] ?? otherwise;
