import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { syncFolder } from "../files/sync-folder.ts";

/**
 * Keeps a database that is about to be replaced, in a folder named with the time: beside its own folder, or inside it where the one
 * beside can't be had or would be on another disk (a container's volume is a disk of its own). Answers the folder.
 */
export function keepOld(path: string, now: number): string {
  const folder = makeFolder(path, now);
  const kept = join(folder, basename(path));
  try {
    linkOrCopy(path, kept);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${kept}-wal`);
    syncFolder(folder);
    syncFolder(dirname(folder));
    settleLog(path);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/**
 * Takes the write-ahead log in, so that the old database is whole without it, should the process die before the new one is in its
 * place. After its log was kept: of a database that is damaged, SQLite may throw it away.
 */
function settleLog(path: string): void {
  try {
    const sqlite = new Database(path);
    try {
      sqlite.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      sqlite.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

function makeFolder(path: string, now: number): string {
  const own = resolve(dirname(path));
  const ending = `before-restore-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  const wanted = canStandBeside(own) ? `${own}.${ending}` : join(own, ending);
  for (let count = 1; ; count++) {
    const folder = count === 1 ? wanted : `${wanted}-${count}`;
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

function canStandBeside(folder: string): boolean {
  const parent = dirname(folder);
  if (parent === folder || statSync(parent).dev !== statSync(folder).dev) return false;
  try {
    accessSync(parent, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A link costs no room and no time; nobody writes to either name any more. Some file systems have none. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}
