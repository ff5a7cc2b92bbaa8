import { closeSync, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { shellWord } from "@opp/core/shell-word";
import { StartRefusal } from "../errors/start-refusal.ts";
import { reasonOf } from "./data-folder.ts";

export interface PrivateFile {
  readonly text: string;
  /** What was overlooked, for the log; null: only its owner can read it. */
  readonly accepted: string | null;
}

/**
 * A file that holds a secret; null if it doesn't exist.
 * @param refusedMode the permission bits that must not be set, such as 0o077, unless the platform mounted the file.
 * @throws StartRefusal when it can't be read or has one of the bits.
 */
export function readPrivateFile(what: string, path: string, refusedMode: number): PrivateFile | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (reasonOf(error) === "ENOENT") return null;
    throw new StartRefusal([
      `${what} ${path} can't be read (${reasonOf(error)}). Run: chown $(id -u) ${shellWord(path)} && chmod 600 ${shellWord(path)}`,
    ]);
  }
  try {
    const found = fstatSync(file);
    const isExposed = process.platform !== "win32" && (found.mode & refusedMode) !== 0;
    if (isExposed && !isMountedSecret(found)) {
      throw new StartRefusal([
        `${what} ${path} can be read by other users. Run: chmod 600 ${shellWord(path)}. (Mounted by a container platform, it may have mode 0440 or 0444 if root owns it.)`,
      ]);
    }
    const text = readFileSync(file, "utf8");
    return { text, accepted: isExposed ? acceptance(what, path, found) : null };
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    throw new StartRefusal([`${what} ${path} can't be read (${reasonOf(error)}). Choose a file`]);
  } finally {
    closeSync(file);
  }
}

/** Container platforms mount secrets like this: owned by root, without write permission. The processes there can't change it. */
export const isMountedSecret = ({ uid, mode }: Pick<Stats, "uid" | "mode">): boolean =>
  uid === 0 && (mode & 0o222) === 0;

/** The warning in the log. */
export const acceptance = (what: string, path: string, { mode }: Pick<Stats, "mode">): string =>
  `${what} ${path} has mode ${(mode & 0o777).toString(8).padStart(4, "0")}, so other users can read it. Accepted as a mounted secret: root owns it, and no user has write permission`;
