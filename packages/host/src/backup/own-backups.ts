import { closeSync, lstatSync, openSync, readdirSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UNFINISHED_ENDING } from "@opp/core/store/sqlite/backup/write-backup";
import { BACKUP_APPLICATION_ID } from "@opp/core/store/sqlite/files/backup-file";

export interface OwnBackup {
  readonly path: string;
  /** Milliseconds since the epoch, to the second. */
  readonly madeAt: number;
}

const MARK_AT = 68;
/** Longer than any backup goes without writing. */
const LEFT_BEHIND_MS = 3_600_000;

/** `openpassphrase-3fa9c2d1-20260102T030405Z.sqlite` */
export const backupName = (id: string, at: number): string =>
  `openpassphrase-${id}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "")}.sqlite`;

/** The backups of one vault in a folder: by name, and by the mark in the file. Whatever else lies there is none of our business. */
export function listOwnBackups(folder: string, id: string): OwnBackup[] {
  return readdirSync(folder).flatMap((name) => {
    const madeAt = instantIn(name, id);
    const path = join(folder, name);
    return madeAt !== null && isBackup(path) ? [{ path, madeAt }] : [];
  });
}

/** Clears away what backups of this vault left that were killed. */
export function removeLeftBehind(folder: string, id: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const isOurs = name.startsWith(`.openpassphrase-${id}-`) && name.endsWith(UNFINISHED_ENDING);
    const path = join(folder, name);
    const found = isOurs ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    if (found && !found.isSymbolicLink() && now - found.mtimeMs > LEFT_BEHIND_MS)
      rmSync(path, { force: true, recursive: true });
  }
}

function instantIn(name: string, id: string): number | null {
  const [, ownId, y, mo, d, h, mi, s] =
    /^openpassphrase-([0-9a-f]{8})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/.exec(name) ?? [];
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return ownId !== id || Number.isNaN(at) ? null : at;
}

/** A file that can't be read, or has just gone, is none: it mustn't keep others from being made. */
function isBackup(path: string): boolean {
  try {
    return lstatSync(path).isFile() && readMark(path) === BACKUP_APPLICATION_ID;
  } catch {
    return false;
  }
}

function readMark(path: string): number {
  const file = openSync(path, "r");
  try {
    const mark = Buffer.alloc(4);
    readSync(file, mark, 0, 4, MARK_AT);
    return mark.readUInt32BE();
  } finally {
    closeSync(file);
  }
}
