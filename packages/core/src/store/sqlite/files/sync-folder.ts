import { closeSync, fsyncSync, openSync } from "node:fs";

const CANT: ReadonlySet<string> = new Set([
  "EINVAL",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EPERM",
  "EISDIR",
  "EBADF",
]);

/** Brings a new or changed name in a folder to the disk. */
export function syncFolder(path: string): void {
  // Windows opens no folders.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    // Some network file systems can't; there is nothing to be done about it.
    if (!(error instanceof Error && "code" in error && CANT.has(String(error.code)))) throw error;
  } finally {
    closeSync(folder);
  }
}
