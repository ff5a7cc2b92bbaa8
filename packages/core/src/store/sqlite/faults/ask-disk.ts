import { randomFillSync } from "node:crypto";
import { accessSync, closeSync, constants, openSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { devNull } from "node:os";
import { dirname } from "node:path";
import type { StorageCause } from "../../../errors.ts";
import { causeOf } from "./error-cause.ts";

const ROOT = 0;
const DRAFT_BYTES = 64 * 1024;
const FILES_OF_A_DATABASE = 4;

/** Bytes that this process may still write next to a file; null where the file system doesn't say. */
export function freeBytes(path: string): number | null {
  try {
    const { bavail, bfree, bsize, blocks } = statfsSync(dirname(path));
    // Some network file systems know no size at all.
    return blocks === 0 ? null : bsize * (process.getuid?.() === ROOT ? bfree : bavail);
  } catch {
    return null;
  }
}

/** Why a file and its folder can't be written to, by their attributes alone; null: they can. */
export function findObstacle(path: string): StorageCause | null {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return causeOf(error, () => null);
  }
}

/** Opens some files, and writes a little next to one. @returns why that failed; null: it didn't. */
export function askDisk(path: string): StorageCause | null {
  const draft = `${path}.probe`;
  try {
    statSync(path);
    openSome();
    const file = openSync(draft, "w", 0o600);
    try {
      writeAll(file, randomFillSync(new Uint8Array(DRAFT_BYTES)));
    } finally {
      closeSync(file);
      rmSync(draft, { force: true });
    }
    return null;
  } catch (error) {
    return causeOf(error, () => null);
  }
}

/** As many as SQLite needs at once: what it had opened is closed by the time that its error is read. */
function openSome(): void {
  const files: number[] = [];
  try {
    // Never the database itself: closing it here would end SQLite's locks.
    while (files.length < FILES_OF_A_DATABASE) files.push(openSync(devNull, "r"));
  } finally {
    for (const file of files) closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at);
}
