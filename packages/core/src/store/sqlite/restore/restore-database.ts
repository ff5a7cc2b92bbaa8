import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { recognizeFile } from "../backup/recognize-file.ts";
import { followLinks } from "../files/follow-links.ts";
import { inSteps, type StepOptions } from "../files/in-steps.ts";
import { lockDatabase } from "../files/process-lock.ts";
import { syncFolder } from "../files/sync-folder.ts";
import { copyFile } from "./copy-file.ts";
import { keepOld } from "./keep-old.ts";
import { type PreparedCopy, prepareCopy } from "./prepare-copy.ts";
import { explainedRestore } from "./restore-error.ts";

export interface RestoreOrder {
  /** A backup, or a copy of a vault's database. */
  readonly file: string;
  /** The database that it takes the place of; need not be there. A symbolic link stays one, to the new file. */
  readonly path: string;
  readonly migrationsFolder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Restored extends PreparedCopy {
  readonly kind: "backup" | "vault";
  /** The folder with the database that was there before; null: there was none. */
  readonly keptIn: string | null;
}

/** A command that is about to end is waited for, a server isn't. */
const WAIT_MILLISECONDS = 500;

/** What has just been done. */
export type RestoreStep = "checked" | "copied" | "prepared" | "kept" | "cleared" | "replaced";

/**
 * Puts a backup in the place of a database, which is kept beside. Checked first; built under another name in the same folder; then
 * one rename decides, so whenever the process dies, the database is the old one or the new one, whole. Sessions don't come
 * along, and the ids continue far behind those of the backup, so that none given out since is used twice.
 * @throws UnusableBackupError, NewerSchemaError, RestoreError, DatabaseInUseError. Then nothing was changed.
 */
export async function restoreDatabase(
  order: RestoreOrder,
  { signal, onProgress }: StepOptions<RestoreStep> = {},
): Promise<Restored> {
  const { file, now } = order;
  const path = followLinks(order.path);
  const told = onProgress ? { onProgress } : {};
  // Locking makes a folder that isn't there: not for a file that will be refused.
  if (!existsSync(dirname(path))) await inSteps(recognizeFile(file), signal ? { signal } : {});
  const lock = await lockDatabase(path, "alone", WAIT_MILLISECONDS);
  const draft = `${path}.restoring`;
  try {
    removeDatabase(draft);
    const built = await inSteps(buildDraft(order, draft), signal ? { ...told, signal } : told);
    // From here on it isn't given up any more.
    return { ...built, keptIn: await inSteps(putInPlace(draft, path, now), told) };
  } catch (error) {
    throw explainedRestore(error, file, path);
  } finally {
    removeDatabase(draft);
    lock.release();
  }
}

function* buildDraft(
  { file, migrationsFolder }: RestoreOrder,
  draft: string,
): Generator<RestoreStep, Omit<Restored, "keptIn">> {
  const { kind, sha256 } = yield* during("checked", recognizeFile(file));
  yield* during("copied", copyFile(file, draft, sha256));
  if (kind === "vault" && existsSync(`${file}-wal`))
    yield* during("copied", copyFile(`${file}-wal`, `${draft}-wal`));
  const prepared = prepareCopy(draft, { file, kind, migrationsFolder });
  yield "prepared";
  return { ...prepared, kind };
}

function* putInPlace(draft: string, path: string, now: number): Generator<RestoreStep, string | null> {
  const keptIn = existsSync(path) ? keepOld(path, now) : null;
  yield "kept";
  // What is left of the old one's log would be taken for the new one's. It is kept, where it still held anything.
  for (const companion of [`${path}-wal`, `${path}-shm`, `${path}-journal`])
    rmSync(companion, { force: true });
  yield "cleared";
  renameSync(draft, path);
  syncFolder(dirname(path));
  yield "replaced";
  return keptIn;
}

function* during<T>(step: RestoreStep, work: Generator<void, T>): Generator<RestoreStep, T> {
  for (;;) {
    const next = work.next();
    yield step;
    if (next.done) return next.value;
  }
}

function removeDatabase(path: string): void {
  for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${ending}`, { force: true });
}
