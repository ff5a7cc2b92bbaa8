import type { StorageCause } from "../../../errors.ts";

const OF_THE_SYSTEM: Readonly<Record<string, StorageCause>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  ENOENT: "missing",
  ENOTDIR: "missing",
  ESTALE: "missing",
  ENODEV: "missing",
  ENXIO: "missing",
  EIO: "io-error",
};

/** SQLite's codes by how they begin, the longest first. Unclear: the code has several causes, so the disk must be asked. */
const OF_SQLITE: readonly (readonly [beginning: string, cause: StorageCause, isClear: boolean])[] = [
  ["SQLITE_READONLY_DBMOVED", "missing", true],
  ["SQLITE_FULL", "disk-full", true],
  ["SQLITE_BUSY", "busy", true],
  ["SQLITE_LOCKED", "busy", true],
  ["SQLITE_PROTOCOL", "busy", true],
  ["SQLITE_CORRUPT", "corrupt", true],
  ["SQLITE_NOTADB", "corrupt", true],
  ["SQLITE_READONLY", "read-only", false],
  ["SQLITE_PERM", "read-only", false],
  ["SQLITE_CANTOPEN", "io-error", false],
  ["SQLITE_IOERR", "io-error", false],
];

/** The code of an error of SQLite or of the operating system; "" for any other. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return "";
  return error.code.startsWith("SQLITE_") || "syscall" in error ? error.code : "";
}

/**
 * What an error of SQLite or of the operating system says about the disk; null: it is about something else.
 * @param ask what the disk itself says, where the code has several causes.
 */
export function causeOf(error: unknown, ask: () => StorageCause | null): StorageCause | null {
  const code = codeOf(error);
  if (code === "SQLITE_IOERR_NOMEM") return null;
  const known = OF_SQLITE.find(([beginning]) => code.startsWith(beginning));
  if (known === undefined) return OF_THE_SYSTEM[code] ?? null;
  const [, cause, isClear] = known;
  return isClear ? cause : (ask() ?? cause);
}
