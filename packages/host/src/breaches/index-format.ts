import { crc32 } from "node:zlib";
import { BreachListError } from "./breach-list-error.ts";

/** The file in the folder. Its bytes: docs/pwned-passwords.md. */
export const INDEX_NAME = "pwned-passwords.index";
/** The name of an index that is being written, or was when its process ended. */
export const UNFINISHED = /^\.pwned-passwords\.index\.(\d+)\.unfinished$/;
export const unfinishedName = (pid: number): string => `.${INDEX_NAME}.${pid}.unfinished`;

const MAGIC = "oppwned1";
const HEADER_BYTES = 64;
/** As many first bits of a hash choose a row of the table as there are in the name of a range file. */
export const TABLE_ROWS = 2 ** 20;
/** One more: where the last row ends. */
const TABLE_BYTES = 4 * (TABLE_ROWS + 1);
export const ENTRY_BYTES = 8;
export const ENTRIES_AT = HEADER_BYTES + TABLE_BYTES;
/** The table's numbers have 32 bits. */
export const MOST_ENTRIES = 2 ** 32 - 1;

export interface IndexHeader {
  readonly entries: number;
  /** When the list was downloaded: the time of its file. */
  readonly listedAt: number;
  readonly indexedAt: number;
  /** Hashes between these, as their first 48 bits, are missing in the list; null: none are. */
  readonly hole: { readonly from: number; readonly to: number } | null;
}

/** The row of the table. */
export const rowOf = (hash: Uint8Array): number =>
  ((hash[0] ?? 0) << 12) | ((hash[1] ?? 0) << 4) | ((hash[2] ?? 0) >> 4);

export function first48Bits(hash: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = hash;
  return ((a << 16) | (b << 8) | c) * 2 ** 24 + ((d << 16) | (e << 8) | f);
}

/** Header and table, as they begin the file. */
export function encodeStart(header: IndexHeader, table: Uint32Array): Uint8Array {
  const bytes = Buffer.alloc(ENTRIES_AT);
  bytes.write(MAGIC, 0, "latin1");
  for (const [index, value] of [
    header.entries,
    header.listedAt,
    header.indexedAt,
    header.hole?.from ?? 0,
    header.hole?.to ?? 0,
  ].entries())
    bytes.writeBigUInt64LE(BigInt(Math.floor(value)), 8 + 8 * index);
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), HEADER_BYTES);
  bytes.writeUInt32LE(checksum(bytes), HEADER_BYTES - 4);
  return bytes;
}

/** @throws BreachListError unless it is the start of a whole file. */
export function decodeStart(
  path: string,
  bytes: Buffer,
  fileBytes: number,
): { header: IndexHeader; table: Uint32Array } {
  if (bytes.length < 8 || bytes.toString("latin1", 0, 8) !== MAGIC)
    throw new BreachListError(`${path} isn't an index of this version. Run opp pwned index again.`);
  if (bytes.length < ENTRIES_AT || bytes.readUInt32LE(HEADER_BYTES - 4) !== checksum(bytes))
    throw damaged(path);
  const [entries = 0, listedAt = 0, indexedAt = 0, from = 0, to = 0] = Array.from({ length: 5 }, (_, index) =>
    Number(bytes.readBigUInt64LE(8 + 8 * index)),
  );
  if (fileBytes !== ENTRIES_AT + ENTRY_BYTES * entries) throw damaged(path);
  const table = new Uint32Array(TABLE_ROWS + 1);
  new Uint8Array(table.buffer).set(bytes.subarray(HEADER_BYTES, ENTRIES_AT));
  let previous = 0;
  for (const first of table) {
    if (first < previous) throw damaged(path);
    previous = first;
  }
  if (previous !== entries) throw damaged(path);
  return { header: { entries, listedAt, indexedAt, hole: to === 0 ? null : { from, to } }, table };
}

const damaged = (path: string) =>
  new BreachListError(`${path} is incomplete or damaged. Run opp pwned index again.`);

/** Of everything before the entries but itself. */
const checksum = (bytes: Buffer): number =>
  crc32(bytes.subarray(HEADER_BYTES, ENTRIES_AT), crc32(bytes.subarray(0, HEADER_BYTES - 4)));

/** Bytes 2 to 8 of the hash, then how often it was seen: the number of decimal digits after the first. */
export function writeEntry(bytes: Uint8Array, at: number, hash: Uint8Array, count: number): void {
  for (let index = 0; index < 7; index += 1) bytes[at + index] = hash[index + 2] ?? 0;
  bytes[at + 7] = magnitudeOf(count);
}

function magnitudeOf(count: number): number {
  let magnitude = 0;
  for (let power = 10; power <= count; power *= 10) magnitude += 1;
  return magnitude;
}

/** How often it was seen, at least. @param magnitude as an entry has it */
export const timesOf = (magnitude: number): number => 10 ** Math.min(magnitude, 15);

/** The number of times as the index would have it, for lists without one. */
export const roundedTimes = (count: number): number => timesOf(magnitudeOf(count));

/** Below 0: the entry is before the hash. */
export function compareEntry(bytes: Uint8Array, at: number, hash: Uint8Array): number {
  for (let index = 0; index < 7; index += 1) {
    const difference = (bytes[at + index] ?? 0) - (hash[index + 2] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
