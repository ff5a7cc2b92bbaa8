import { closeSync, fsyncSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { UnusableBackupError } from "../backup/unusable-backup-error.ts";
import { type BackupManifest, MANIFEST_TABLE, readManifest } from "../files/backup-file.ts";
import { APPLICATION_ID } from "../files/open-database.ts";
import { checkStructure } from "../inspection/check-structure.ts";
import { isUpToDate } from "../migrations/migrate.ts";
import { endAccess } from "./end-access.ts";

export interface PreparedCopy {
  /** When the backup was made; null: nothing says so. */
  readonly madeAt: number | null;
  readonly users: number;
  readonly items: number;
}

/**
 * Makes the copy of a backup, or of a vault's database, what a server can open: looks through it, ends its sessions, raises its
 * counters.
 * @throws UnusableBackupError, which names `file`, of which it is a copy.
 */
export function prepareCopy(
  path: string,
  of: { file: string; kind: "backup" | "vault"; migrationsFolder: string },
): PreparedCopy {
  const sqlite = new Database(path);
  let prepared: PreparedCopy;
  try {
    sqlite.pragma("trusted_schema = OFF");
    // A crash leaves nothing but a draft, and a journal on disk would hold what is erased.
    sqlite.pragma("journal_mode = DELETE");
    sqlite.pragma("journal_mode = MEMORY");
    sqlite.pragma("secure_delete = ON");
    refuseDamaged(sqlite, of.file);
    // Answers or throws: what is older is brought up to date when it is opened.
    isUpToDate(sqlite, of.file, of.migrationsFolder);
    const manifest = of.kind === "backup" ? loadManifest(sqlite, of.file) : null;
    prepared = {
      madeAt: manifest?.madeAt ?? null,
      users: count(sqlite, "users"),
      items: count(sqlite, "items"),
    };
    sqlite.transaction(() => {
      endAccess(sqlite);
      sqlite.exec(`DROP TABLE IF EXISTS ${MANIFEST_TABLE}`);
      sqlite.pragma("user_version = 0");
      sqlite.pragma(`application_id = ${APPLICATION_ID}`);
    })();
  } catch (error) {
    const isBroken = error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
    throw isBroken ? new UnusableBackupError(of.file, "damaged", "", { cause: error }) : error;
  } finally {
    sqlite.close();
  }
  syncFile(path);
  return prepared;
}

function refuseDamaged(sqlite: Database.Database, file: string): void {
  const [first] = checkStructure(sqlite);
  if (first === undefined) return;
  const place = [first.table, first.id].filter((part) => part !== null).join(" ");
  throw new UnusableBackupError(file, "damaged", place ? `${place}: ${first.problem}` : first.problem);
}

function loadManifest(sqlite: Database.Database, file: string): BackupManifest {
  const text = sqlite.prepare<[], string>(`SELECT manifest FROM ${MANIFEST_TABLE}`).pluck().get();
  const manifest = readManifest(text ?? "");
  if (manifest === null) throw new UnusableBackupError(file, "damaged", "it has no manifest");
  return manifest;
}

const count = (sqlite: Database.Database, table: string): number =>
  sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
