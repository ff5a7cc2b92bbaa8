import { type FileHandle, open, opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { BreachListError } from "./breach-list-error.ts";

export interface ListPiece {
  /** The file that it is a piece of. */
  readonly name: string;
  /** The first digits of its hashes; empty: its lines have all of them. */
  readonly range: string;
  readonly bytes: Uint8Array;
  readonly isFirst: boolean;
}

export interface ListSource {
  /** Of all files; an estimate for range files. */
  readonly bytes: number;
  /** When the list was downloaded: the time of its file, milliseconds since the epoch. */
  readonly listedAt: number;
  /** In order. Each piece is valid until the next one is asked for. */
  pieces(mostBytes: number): AsyncIterable<ListPiece>;
}

const RANGES = 16 ** 5;
const rangeNamed = (index: number): string => index.toString(16).toUpperCase().padStart(5, "0");
export const FIRST_RANGE = rangeNamed(0);
const LAST_RANGE = rangeNamed(RANGES - 1);
/** Some 40 times what a range file has. */
const MOST_RANGE_BYTES = 4 * 2 ** 20;

export const rangeFile = (folder: string, range: string): string => join(folder, `${range}.txt`);

/**
 * The list at a path: a text file with all hashes, or a folder of range files as the official downloader writes them.
 * @param ranges those that the folder must have; left out: all 1,048,576.
 * @throws BreachListError, the system's errors
 */
export async function listSourceAt(path: string, ranges?: readonly string[]): Promise<ListSource> {
  const found = await stat(path);
  if (found.isFile()) return textFile(path, found.size, Math.floor(found.mtimeMs));
  if (!found.isDirectory())
    throw new BreachListError(`${path} is neither a file nor a folder. Name the list's file or folder.`);
  await refuseMissing(path, ranges);
  const first = await stat(rangeFile(path, ranges?.[0] ?? FIRST_RANGE));
  return rangeFolder(path, ranges ?? allRanges(), {
    bytes: first.size * (ranges?.length ?? RANGES),
    listedAt: Math.floor(first.mtimeMs),
  });
}

function textFile(path: string, bytes: number, listedAt: number): ListSource {
  return {
    bytes,
    listedAt,
    async *pieces(mostBytes) {
      const file = await open(path, "r");
      try {
        yield* piecesOf(file, { name: path, range: "" }, mostBytes);
      } finally {
        await file.close();
      }
    },
  };
}

function rangeFolder(
  folder: string,
  names: Iterable<string>,
  { bytes, listedAt }: { readonly bytes: number; readonly listedAt: number },
): ListSource {
  return {
    bytes,
    listedAt,
    async *pieces(mostBytes) {
      for (const range of names) {
        const bytesOfRange = await readRange(folder, range);
        for (let at = 0; at < bytesOfRange.length; at += mostBytes)
          yield {
            name: rangeFile(folder, range),
            range,
            bytes: bytesOfRange.subarray(at, at + mostBytes),
            isFirst: at === 0,
          };
      }
    },
  };
}

async function* piecesOf(
  file: FileHandle,
  of: Pick<ListPiece, "name" | "range">,
  mostBytes: number,
): AsyncGenerator<ListPiece> {
  const buffer = Buffer.alloc(mostBytes);
  for (let isFirst = true; ; isFirst = false) {
    const { bytesRead } = await file.read(buffer, 0, mostBytes, null);
    if (bytesRead === 0) return;
    yield { ...of, bytes: buffer.subarray(0, bytesRead), isFirst };
  }
}

/** The bytes of one range file. @throws BreachListError, the system's errors: ENOENT if it is missing */
export async function readRange(folder: string, range: string): Promise<Buffer> {
  const path = rangeFile(folder, range);
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) throw new BreachListError(`${path} is empty. Download it again.`);
    if (size > MOST_RANGE_BYTES) throw new BreachListError(`${path} is too large for a range file.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function* allRanges(): Generator<string> {
  for (let index = 0; index < RANGES; index += 1) yield rangeNamed(index);
}

/**
 * @param ranges as `listSourceAt` takes them
 * @throws BreachListError unless the folder has every range file, the system's errors
 */
export async function refuseMissing(folder: string, ranges?: readonly string[]): Promise<void> {
  const found = new Uint8Array(RANGES);
  let count = 0;
  for await (const { name } of await opendir(folder, { bufferSize: 1024 })) {
    const range = /^([0-9A-F]{5})\.txt$/.exec(name)?.[1];
    if (range === undefined) continue;
    found[Number.parseInt(range, 16)] = 1;
    count += 1;
  }
  if (count === 0)
    throw new BreachListError(
      `${folder} has no range files (${FIRST_RANGE}.txt to ${LAST_RANGE}.txt). If the list is one file, name the file.`,
    );
  const wanted = ranges?.length ?? RANGES;
  let [missing, example] = [0, ""];
  for (const range of ranges ?? allRanges()) {
    if (found[Number.parseInt(range, 16)] === 1) continue;
    missing += 1;
    example ||= range;
  }
  if (missing > 0)
    throw new BreachListError(
      `${folder} lacks ${missing.toLocaleString("en")} of ${wanted.toLocaleString("en")} range files, such as ${example}.txt. Run the downloader again: it fetches what is missing.`,
    );
}
