import { chmod, type FileHandle, mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { BreachListError } from "./breach-list-error.ts";
import { findUnfinished } from "./find-unfinished.ts";
import { HashLines } from "./hash-lines.ts";
import {
  ENTRIES_AT,
  ENTRY_BYTES,
  encodeStart,
  first48Bits,
  INDEX_NAME,
  type IndexHeader,
  MOST_ENTRIES,
  rowOf,
  TABLE_ROWS,
  unfinishedName,
  writeEntry,
} from "./index-format.ts";
import { type ListPiece, listSourceAt } from "./list-source.ts";

export interface IndexOrder {
  /** A text file with all hashes, or the folder of range files. */
  readonly source: string;
  /** Made where it doesn't exist. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** As `listSourceAt` takes them, for tests. */
  readonly ranges?: readonly string[];
}

export interface WrittenIndex extends IndexHeader {
  readonly path: string;
  readonly bytes: number;
}

/** The list is public, and another user than the server's may index it. */
const [FILE_MODE, FOLDER_MODE] = [0o644, 0o755];
/** What the entries of one piece of the source take at most: a line of a range file has 37 characters. */
const MOST_PIECE_BYTES = 2 ** 20;
const BUFFER_BYTES = Math.ceil(MOST_PIECE_BYTES / 37 + 2) * ENTRY_BYTES;
/** The share of all hashes that a gap takes by chance e⁻⁶⁴ of the time, times their number. */
const GAPS_BY_CHANCE = 64;

/**
 * Indexes a list in one pass, in constant memory. The index gets its name when it is whole and on the disk, so a server never sees half of
 * one; what goes wrong, or is interrupted, leaves the index that was there.
 * @throws BreachListError, the signal's reason, and the system's errors
 */
export async function indexBreachList(order: IndexOrder): Promise<WrittenIndex> {
  const { folder, now, signal, onProgress } = order;
  const source = await listSourceAt(order.source, order.ranges);
  // Whatever this process's umask takes away.
  if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, FOLDER_MODE);
  await removeAbandoned(folder, now);
  await refuseFullDisk(folder, source.bytes);
  const unfinished = join(folder, unfinishedName(process.pid));
  const path = join(folder, INDEX_NAME);
  const file = await open(unfinished, "wx", FILE_MODE);
  try {
    await file.chmod(FILE_MODE);
    const writer = new IndexWriter(file);
    await readAll(source.pieces(MOST_PIECE_BYTES), writer, (done) => {
      signal?.throwIfAborted();
      onProgress?.(done, source.bytes);
    });
    const header = await writer.finish({ listedAt: source.listedAt, indexedAt: now });
    await file.sync();
    signal?.throwIfAborted();
    await rename(unfinished, path);
    await syncFolder(folder);
    return { ...header, path, bytes: ENTRIES_AT + ENTRY_BYTES * header.entries };
  } finally {
    await file.close();
    await rm(unfinished, { force: true });
  }
}

async function readAll(
  pieces: AsyncIterable<ListPiece>,
  writer: IndexWriter,
  reached: (bytes: number) => void,
): Promise<void> {
  const add = (hash: Uint8Array, count: number) => writer.add(hash, count);
  let lines: HashLines | null = null;
  let done = 0;
  for await (const { name, range, bytes, isFirst } of pieces) {
    if (isFirst) {
      lines?.end();
      lines = new HashLines(name, range, add);
    }
    lines?.read(bytes);
    await writer.flush();
    done += bytes.length;
    reached(done);
  }
  lines?.end();
  await writer.flush();
}

class IndexWriter {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.alloc(BUFFER_BYTES);
  readonly #table = new Uint32Array(TABLE_ROWS + 1);
  #buffered = 0;
  #entries = 0;
  #nextRow = 0;
  #last48 = 0;
  #gap = { from: 0, to: 0 };

  constructor(file: FileHandle) {
    this.#file = file;
  }

  add(hash: Uint8Array, count: number): void {
    const row = rowOf(hash);
    while (this.#nextRow <= row) this.#table[this.#nextRow++] = this.#entries;
    this.#noteGap(first48Bits(hash));
    writeEntry(this.#buffer, this.#buffered, hash, count);
    this.#buffered += ENTRY_BYTES;
    this.#entries += 1;
  }

  async flush(): Promise<void> {
    if (this.#entries > MOST_ENTRIES)
      throw new BreachListError(`The list has more than ${MOST_ENTRIES} hashes.`);
    if (this.#buffered === 0) return;
    const at = ENTRIES_AT + this.#entries * ENTRY_BYTES - this.#buffered;
    await writeExactly(this.#file, this.#buffer.subarray(0, this.#buffered), at);
    this.#buffered = 0;
  }

  async finish(times: Pick<IndexHeader, "listedAt" | "indexedAt">): Promise<IndexHeader> {
    if (this.#entries === 0) throw new BreachListError("The list has no hashes.");
    while (this.#nextRow <= TABLE_ROWS) this.#table[this.#nextRow++] = this.#entries;
    this.#noteGap(2 ** 48);
    const { from, to } = this.#gap;
    const isHole = ((to - from) / 2 ** 48) * this.#entries > GAPS_BY_CHANCE;
    const header = { entries: this.#entries, ...times, hole: isHole ? { from, to } : null };
    await writeExactly(this.#file, encodeStart(header, this.#table), 0);
    return header;
  }

  #noteGap(first48: number): void {
    if (first48 - this.#last48 > this.#gap.to - this.#gap.from)
      this.#gap = { from: this.#last48, to: first48 };
    this.#last48 = first48;
  }
}

async function writeExactly(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

/** @throws BreachListError if another process is writing an index there. */
async function removeAbandoned(folder: string, now: number): Promise<void> {
  for (const { path, pid, isAbandoned } of await findUnfinished(folder, now)) {
    if (!isAbandoned)
      throw new BreachListError(
        `The process ${pid} is writing an index in ${folder}. Wait for it, or stop it.`,
      );
    await rm(path, { force: true });
  }
}

/** Lines of a list have at least 37 characters. */
async function refuseFullDisk(folder: string, sourceBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = ENTRIES_AT + (sourceBytes / 37) * ENTRY_BYTES;
  const mib = (bytes: number) => Math.ceil(bytes / 2 ** 20).toLocaleString("en");
  if (bavail * bsize < needed)
    throw new BreachListError(
      `The index takes up to ${mib(needed)} MiB, and ${folder} has ${mib(bavail * bsize)} MiB left. Free some space, or choose another folder with --out.`,
    );
}

/** Makes the new name last; not every system can do it to a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using opened = await open(folder, "r");
    await opened.sync();
  } catch {
    // Windows refuses it.
  }
}
