import { readlinkSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Where a database lies, as SQLite finds it: behind every symbolic link, to a file that isn't there yet, too. Its log and its lock
 * stand there, and a restore puts another file there, so that a process that goes by the link and one that doesn't mean the same.
 */
export function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) return path;
    const target = readLink(path);
    return target === null ? path : followLinks(resolve(dirname(path), target));
  }
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
