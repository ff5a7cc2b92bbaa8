import type { RandomBytes } from "../random-bytes.ts";
import { CHUNK_BYTES } from "../rules/chunk-size.ts";
import type { Sealed } from "../sealed.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { type FileKey, wipe } from "./keys.ts";
import { pad, unpad } from "./padding.ts";

export { CHUNK_BYTES };
/** The last chunk is padded to a multiple of this, so that it doesn't tell the file's exact length. */
export const LAST_CHUNK_BLOCK_BYTES = 4096;

/** Which chunk of which file. */
export interface ChunkPlace {
  readonly attachmentId: number;
  /** From 0. */
  readonly no: number;
  readonly isLast: boolean;
}

/** How many chunks a file of so many bytes has: an empty one has one. */
export const chunkCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK_BYTES));

/** Bytes of a file's chunks together, with the last one's padding, before they are sealed. */
export function paddedBytes(bytes: number): number {
  const before = (chunkCount(bytes) - 1) * CHUNK_BYTES;
  return before + (Math.floor((bytes - before) / LAST_CHUNK_BLOCK_BYTES) + 1) * LAST_CHUNK_BLOCK_BYTES;
}

/** @throws RangeError for a chunk that isn't the last and isn't whole, or one that is too long. */
export function sealChunk(
  random: RandomBytes,
  key: FileKey,
  { place, bytes }: { readonly place: ChunkPlace; readonly bytes: Uint8Array },
): Sealed {
  if (place.isLast ? bytes.length > CHUNK_BYTES : bytes.length !== CHUNK_BYTES)
    throw new RangeError(`A chunk has ${CHUNK_BYTES} bytes, and only the last may have fewer.`);
  if (!place.isLast) return sealEnvelope(random, key, bytes, sealedPlace(place));
  const padded = pad(bytes, LAST_CHUNK_BLOCK_BYTES);
  try {
    return sealEnvelope(random, key, padded, sealedPlace(place));
  } finally {
    wipe(padded);
  }
}

/**
 * @returns the file's bytes, or null for a chunk that doesn't open there: changed, of another file, at another place, or the end
 * of the file where it continues.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know.
 */
export function openChunk(key: FileKey, place: ChunkPlace, sealed: Sealed): Uint8Array | null {
  const opened = openEnvelope(key, sealed, sealedPlace(place));
  if (opened === null || !place.isLast) return opened;
  return unpad(opened, LAST_CHUNK_BLOCK_BYTES);
}

/** Field by field: what else the object carries names no place. */
const sealedPlace = ({ attachmentId, no, isLast }: ChunkPlace) =>
  ({ kind: "chunk", attachmentId, no, isLast }) as const;
