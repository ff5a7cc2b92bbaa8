import { type FileHandle, open } from "node:fs/promises";
import {
  compareEntry,
  decodeStart,
  ENTRIES_AT,
  ENTRY_BYTES,
  first48Bits,
  type IndexHeader,
  rowOf,
  timesOf,
} from "./index-format.ts";

/** Read at once; a full list has some 2,000 entries in a row. */
const WINDOW_ENTRIES = 4096;

/** What is read of an index once, and kept while the file is the same. */
export interface IndexStart {
  readonly identity: string;
  readonly header: IndexHeader;
  readonly table: Uint32Array;
}

export interface OpenIndex extends AsyncDisposable {
  readonly start: IndexStart;
  /** As `BreachedPasswords` counts. @throws the system's error, if the file can't be read any more. */
  timesSeen(hash: Uint8Array): Promise<number | null>;
}

/**
 * Opens an index. An open one stays whole, even if another takes its name.
 * @param known the start of the file that was open before
 * @throws BreachListError, and the system's errors: ENOENT if there is none.
 */
export async function openIndex(path: string, known: IndexStart | null): Promise<OpenIndex> {
  const file = await open(path, "r");
  try {
    const { dev, ino, size, mtimeMs } = await file.stat();
    const identity = [dev, ino, size, mtimeMs].join();
    const start = known?.identity === identity ? known : { identity, ...(await readStart(file, path, size)) };
    return {
      start,
      timesSeen: (hash) => timesSeen(file, start, hash),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readStart(file: FileHandle, path: string, size: number) {
  const bytes = Buffer.alloc(Math.min(ENTRIES_AT, size));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return decodeStart(path, bytes.subarray(0, bytesRead), size);
}

async function timesSeen(
  file: FileHandle,
  { header, table }: IndexStart,
  hash: Uint8Array,
): Promise<number | null> {
  const row = rowOf(hash);
  let from = table[row] ?? 0;
  let to = table[row + 1] ?? 0;
  const entry = Buffer.alloc(ENTRY_BYTES);
  while (to - from > WINDOW_ENTRIES) {
    const middle = Math.floor((from + to) / 2);
    await readExactly(file, entry, middle);
    if (compareEntry(entry, 0, hash) <= 0) from = middle;
    else to = middle;
  }
  const window = Buffer.alloc((to - from) * ENTRY_BYTES);
  await readExactly(file, window, from);
  let [low, high] = [0, to - from];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEntry(window, middle * ENTRY_BYTES, hash) < 0) low = middle + 1;
    else high = middle;
  }
  if (low < to - from && compareEntry(window, low * ENTRY_BYTES, hash) === 0)
    return timesOf(window[low * ENTRY_BYTES + 7] ?? 0);
  const { hole } = header;
  const bits = hole === null ? 0 : first48Bits(hash);
  return hole !== null && bits > hole.from && bits < hole.to ? null : 0;
}

async function readExactly(file: FileHandle, bytes: Buffer, entry: number): Promise<void> {
  if (bytes.length === 0) return;
  const { bytesRead } = await file.read(bytes, 0, bytes.length, ENTRIES_AT + entry * ENTRY_BYTES);
  if (bytesRead < bytes.length) throw new Error("the index became shorter");
}
