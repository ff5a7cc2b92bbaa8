import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import Database from "better-sqlite3";
import { BACKUP_APPLICATION_ID, BACKUP_FORMAT, BACKUP_PAGE_BYTES } from "../files/backup-file.ts";
import { computeEmbeddedDigest, digestFile } from "../files/file-digest.ts";
import { APPLICATION_ID } from "../files/open-database.ts";
import { UnusableBackupError } from "./unusable-backup-error.ts";

export interface RecognizedFile {
  /** vault: the database of a data folder, or a copy of one, whose bytes nothing vouches for. */
  readonly kind: "backup" | "vault";
  /** Of the file as it is, in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";

/**
 * Says what a file is, and of a backup that each of its bytes is as it was written; SQLite reads none of them before that.
 * @throws UnusableBackupError
 */
export function* recognizeFile(path: string): Generator<void, RecognizedFile> {
  const file = openFile(path);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnusableBackupError(path, "foreign");
    const header = readHeader(file, path);
    if (header.kind === "backup") {
      if (header.userVersion > BACKUP_FORMAT) throw new UnusableBackupError(path, "newer");
      if (header.pageBytes !== BACKUP_PAGE_BYTES) throw new UnusableBackupError(path, "damaged");
      if (stat.size !== header.pageBytes * header.pages) throw new UnusableBackupError(path, "cut-off");
      const digest = yield* computeEmbeddedDigest(file);
      if (digest === null || digest.found !== digest.computed) throw new UnusableBackupError(path, "damaged");
    }
    return { kind: header.kind, sha256: yield* digestFile(file), bytes: stat.size };
  } catch (error) {
    throw isSystemError(error) ? new UnusableBackupError(path, "unreadable", "", { cause: error }) : error;
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UnusableBackupError(path, isMissing ? "missing" : "unreadable", "", { cause: error });
  }
}

/** https://www.sqlite.org/fileformat.html, section 1.3. */
function readHeader(file: number, path: string) {
  const header = Buffer.alloc(HEADER_BYTES);
  const count = readSync(file, header, 0, HEADER_BYTES, 0);
  const isSqlite = header.toString("latin1", 0, Math.min(count, MAGIC.length)) === MAGIC;
  if (!isSqlite) throw new UnusableBackupError(path, "foreign");
  if (count < HEADER_BYTES) throw new UnusableBackupError(path, "cut-off");
  const mark = header.readUInt32BE(68);
  if (mark !== BACKUP_APPLICATION_ID && mark !== APPLICATION_ID)
    throw new UnusableBackupError(path, isOldVault(path) ? "openpassphrase-1" : "foreign");
  return {
    kind: mark === BACKUP_APPLICATION_ID ? ("backup" as const) : ("vault" as const),
    pageBytes: header.readUInt16BE(16),
    pages: header.readUInt32BE(28),
    userVersion: header.readUInt32BE(60),
  };
}

/** The Python version's tables, which no mark tells. */
function isOldVault(path: string): boolean {
  try {
    const sqlite = new Database(path, { readonly: true });
    try {
      sqlite.prepare("SELECT phrase_check FROM users LIMIT 0");
      return true;
    } finally {
      sqlite.close();
    }
  } catch {
    return false;
  }
}

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && !(error instanceof UnusableBackupError);
