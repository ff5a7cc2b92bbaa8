import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { computeEmbeddedDigest, digestFile } from "../files/file-digest.ts";
import { inSteps, type StepOptions } from "../files/in-steps.ts";
import { BUSY_MILLISECONDS } from "../files/open-database.ts";
import { placeNewFile } from "../files/place-new-file.ts";
import { lockForReading, readableDatabase } from "../files/readable-database.ts";
import { syncFolder } from "../files/sync-folder.ts";
import { BackupError, explainedBackup } from "./backup-error.ts";
import { type CopyProgress, copyDatabase } from "./copy-database.ts";

export interface BackupOrder {
  /** The database to copy. */
  readonly source: string;
  /** The file to make. */
  readonly target: string;
  /** Puts the backup in the place of an existing file. */
  readonly replace: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface WrittenBackup {
  readonly path: string;
  readonly bytes: number;
  /** The file's, as `sha256sum` says it. */
  readonly sha256: string;
  readonly madeAt: number;
}

/** Told apart from finished backups, so that what a killed process left can be found and cleared away. */
export const UNFINISHED_ENDING = ".unfinished";

/**
 * Makes a backup in one file, for its owner only. It has another name until it is whole and on the disk, so there is never half
 * a backup under the final one; what goes wrong leaves nothing. The caller decides when others have the event loop, and
 * gives it up with `return`.
 * @throws BackupError
 */
export function* writeBackup(order: BackupOrder): Generator<CopyProgress, WrittenBackup> {
  const { source, target } = order;
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}${UNFINISHED_ENDING}`);
  try {
    refuseTaken(order);
    rmSync(unfinished, { force: true });
    closeSync(openSync(unfinished, "wx", 0o600));
    yield* copyFrom(source, unfinished, order);
    const sha256 = yield* sealWithDigest(unfinished);
    const { size } = statSync(unfinished);
    giveName(unfinished, order);
    return { path: target, bytes: size, sha256, madeAt: order.now };
  } catch (error) {
    throw explainedBackup(error, source, target);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Makes a backup between other work of this process, and holds a restore off in between. @throws BackupError, DatabaseInUseError */
export async function backUpDatabase(
  order: BackupOrder,
  options: StepOptions<CopyProgress> = {},
): Promise<WrittenBackup> {
  // Locking would make its folder.
  if (!existsSync(order.source)) return inSteps(writeBackup(order), options);
  const lock = await lockForReading(order.source, BUSY_MILLISECONDS);
  try {
    return await inSteps(writeBackup(order), options);
  } finally {
    lock?.release();
  }
}

/** From where the database is, or from a copy next to the backup, if it can't be opened there. */
function* copyFrom(
  source: string,
  unfinished: string,
  { target, now }: BackupOrder,
): Generator<CopyProgress> {
  statSync(source);
  const readable = readableDatabase(source, dirname(target));
  try {
    yield* copyDatabase(readable.path, unfinished, now);
  } finally {
    readable.remove();
  }
}

/** A rename would put a file in the place of a device or a link, too: only another file is ever replaced. */
export function refuseTaken({ target, replace }: Pick<BackupOrder, "target" | "replace">): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) throw new BackupError(target, "taken", "a folder has this name. Choose a file.");
  if (!found.isFile()) throw new BackupError(target, "taken", "this is a link or a device. Choose a file.");
  if (!replace) throw taken(target);
}

/** Puts the digest into the manifest, and the file on the disk. Answers the SHA-256 of what it is then. */
function* sealWithDigest(path: string): Generator<CopyProgress, string> {
  const file = openSync(path, "r+");
  try {
    const digest = yield* idly(computeEmbeddedDigest(file));
    if (digest === null) throw new Error("The manifest isn't on the second page.");
    writeSync(file, digest.computed, digest.at, "latin1");
    fsyncSync(file);
    return yield* idly(digestFile(file));
  } finally {
    closeSync(file);
  }
}

/** Continues without news of progress. */
function* idly<T>(steps: Generator<void, T>): Generator<CopyProgress, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { done: 1, total: 1 };
  }
}

function giveName(unfinished: string, order: BackupOrder): void {
  const { target, replace } = order;
  // Again: it may have come up in between.
  refuseTaken(order);
  if (replace) renameSync(unfinished, target);
  else if (!placeNewFile(unfinished, target)) throw taken(target);
  syncFolder(dirname(target));
}

const taken = (target: string) =>
  new BackupError(target, "taken", "this file already exists. Choose another, or use --force.");
