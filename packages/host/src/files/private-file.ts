import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { shellWord } from "@opp/core/shell-word";
import { StartRefusal } from "../start-refusal.ts";
import { reasonOf } from "./data-folder.ts";

/**
 * The text of a file that holds a secret; null when it isn't there.
 * @param refusedMode the permission bits that must not be set, such as 0o077.
 * @throws StartRefusal when it can't be read or has one of the bits.
 */
export function readPrivateFile(what: string, path: string, refusedMode: number): string | null {
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
    const { mode } = fstatSync(file);
    if (process.platform !== "win32" && (mode & refusedMode) !== 0) {
      throw new StartRefusal([
        `${what} ${path} can be read by other users. Run: chmod 600 ${shellWord(path)}`,
      ]);
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    throw new StartRefusal([`${what} ${path} can't be read (${reasonOf(error)}). Name a file`]);
  } finally {
    closeSync(file);
  }
}
