import { createHash } from "node:crypto";
import { ImportRefusal } from "../refusal.ts";
import { damaged } from "./archive-header.ts";

/** What a record of the plaintext is. Unknown ones below 128 are skipped by a reader. */
export const RECORD_TYPES = {
  begin: 1,
  category: 2,
  item: 3,
  /** An earlier state of the item before it, oldest first. */
  version: 4,
  /** A file that belongs to the item before it. */
  file: 5,
  /** A piece of the file before it, in order. */
  bytes: 6,
  settings: 7,
  end: 255,
} as const;

const FRAME_BYTES = 5;
const RECORD_BYTES_MAX = 4 * 1024 * 1024;
export const FILE_PIECE_BYTES = 65_536;
const MUST_BE_KNOWN = 128;

export interface ArchiveRecord {
  readonly type: number;
  readonly payload: Uint8Array;
}

/**
 * Frames records, and adds the end record with the counts and the hash of all plaintext before it. They come some at a time: a turn of the
 * generators for each would cost more than sealing it.
 */
export async function* frameRecords(
  batches: AsyncIterable<readonly ArchiveRecord[]>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const counts = newCounts();
  for await (const records of batches) {
    for (const { type } of records) count(counts, type);
    const [only] = records;
    const framed = records.length === 1 && only ? frame(only) : Buffer.concat(records.map(frame));
    hash.update(framed);
    yield framed;
  }
  yield frame({
    type: RECORD_TYPES.end,
    payload: new TextEncoder().encode(JSON.stringify({ ...counts, sha256: hash.digest("hex") })),
  });
}

/**
 * The records of a plaintext, without the end record, whose counts and hash are checked.
 * @throws ImportRefusal damaged; unsupported for a type that must be known
 */
export async function* unframeRecords(plaintext: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveRecord> {
  const hash = createHash("sha256");
  const counts = newCounts();
  let held: Uint8Array = new Uint8Array(0);
  let ended = false;
  for await (const piece of plaintext) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    let at = 0;
    for (;;) {
      const length = recordLength(held, at);
      if (length === null || held.length - at < FRAME_BYTES + length) break;
      if (ended) throw damaged("its end");
      const framed = held.subarray(at, at + FRAME_BYTES + length);
      const record = { type: framed[4] ?? 0, payload: framed.subarray(FRAME_BYTES) };
      at += framed.length;
      if (record.type === RECORD_TYPES.end) {
        ended = true;
        checkEnd(record.payload, counts, hash.digest("hex"));
        continue;
      }
      hash.update(framed);
      count(counts, record.type);
      if (record.type >= MUST_BE_KNOWN)
        throw new ImportRefusal(
          "unsupported",
          "The archive holds parts that this release doesn't know. Update it, then import again.",
        );
      yield record;
    }
    held = held.subarray(at);
  }
  if (!ended || held.length > 0) throw damaged("its end");
}

type Counts = { categories: number; items: number; versions: number; files: number };
const newCounts = (): Counts => ({ categories: 0, items: 0, versions: 0, files: 0 });

function count(counts: Counts, type: number): void {
  if (type === RECORD_TYPES.category) counts.categories += 1;
  if (type === RECORD_TYPES.item) counts.items += 1;
  if (type === RECORD_TYPES.version) counts.versions += 1;
  if (type === RECORD_TYPES.file) counts.files += 1;
}

function frame({ type, payload }: ArchiveRecord): Uint8Array {
  const framed = new Uint8Array(FRAME_BYTES + payload.length);
  new DataView(framed.buffer).setUint32(0, payload.length);
  framed[4] = type;
  framed.set(payload, FRAME_BYTES);
  return framed;
}

/** null: its five bytes haven't arrived yet. */
function recordLength(bytes: Uint8Array, at: number): number | null {
  if (bytes.length - at < FRAME_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
  const most = bytes[at + 4] === RECORD_TYPES.bytes ? FILE_PIECE_BYTES : RECORD_BYTES_MAX;
  if (length > most) throw damaged("a record");
  return length;
}

function checkEnd(payload: Uint8Array, counts: Counts, sha256: string): void {
  const expected = JSON.stringify({ ...counts, sha256 });
  if (new TextDecoder().decode(payload) !== expected) throw damaged("its end");
}
