import { closeSync, linkSync, openSync, renameSync, rmSync, unlinkSync } from "node:fs";

/**
 * Gives a finished file its name, unless the name is taken: of two who do it at once one succeeds, and nothing is replaced.
 * Unlike a rename, a link replaces nothing; on file systems that have none (FAT, many network shares) the name is taken first by an
 * empty file, which the finished one then replaces.
 * @param link makes a hard link, or throws where there are none
 * @returns false where the name is taken; the finished file is gone in any case.
 */
export function placeNewFile(finished: string, path: string, link = linkSync): boolean {
  try {
    link(finished, path);
    unlinkSync(finished);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      unlinkSync(finished);
      return false;
    }
  }
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    unlinkSync(finished);
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  try {
    renameSync(finished, path);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);
