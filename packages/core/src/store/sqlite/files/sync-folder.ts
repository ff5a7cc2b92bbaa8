import { closeSync, fsyncSync, openSync } from "node:fs";

/** Brings a new or changed name in a folder to the disk. */
export function syncFolder(path: string): void {
  // Windows opens no folders.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some network file systems can't; there is nothing to be done about it.
    if (!(error instanceof Error && "code" in error && error.code === "EINVAL")) throw error;
  } finally {
    closeSync(folder);
  }
}
