import { blake2b256 } from "@opp/core/cipher/blake2b";
import { openEnvelope, sealEnvelope } from "@opp/core/cipher/envelope";
import type { RandomBytes } from "@opp/core/random-bytes";
import { asSealed } from "@opp/core/sealed";
import { type ArchiveKey, CHUNK_BYTES, damaged } from "./archive-header.ts";

/** An envelope's own bytes: version, key number, nonce, tag. */
const ENVELOPE_BYTES = 45;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + ENVELOPE_BYTES;
const PAD_TO = 4096;

/** Plaintext as sealed chunks of 64 KiB. The last is padded with 0x80 and zeros to a multiple of 4 KiB, so a text that fits exactly makes one chunk more. */
export async function* sealChunks(
  plaintext: AsyncIterable<Uint8Array>,
  archive: ArchiveKey,
  random: RandomBytes,
): AsyncGenerator<Uint8Array> {
  const place = placesOf(archive);
  let no = 0;
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of plaintext) {
    let at = 0;
    while (at < piece.length) {
      const part = piece.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === CHUNK_BYTES) {
        yield sealEnvelope(random, archive.key, chunk, place(no, false));
        no += 1;
        chunk = new Uint8Array(CHUNK_BYTES);
        filled = 0;
      }
    }
  }
  chunk[filled] = 0x80;
  const padded = Math.ceil((filled + 1) / PAD_TO) * PAD_TO;
  yield sealEnvelope(random, archive.key, chunk.subarray(0, padded), place(no, true));
}

/**
 * The plaintext of sealed chunks, in pieces. Each is authentic when it is yielded.
 * @throws ImportRefusal damaged: a chunk was changed, moved, dropped or added, or the last one is missing
 */
export async function* openChunks(
  sealed: AsyncIterable<Uint8Array>,
  archive: ArchiveKey,
): AsyncGenerator<Uint8Array> {
  const place = placesOf(archive);
  let no = 0;
  let ended = false;
  for await (const piece of inPieces(sealed, SEALED_CHUNK_BYTES)) {
    if (ended) throw damaged("its end");
    const envelope = asSealed(piece);
    const full = piece.length === SEALED_CHUNK_BYTES;
    const middle = full ? openEnvelope(archive.key, envelope, place(no, false)) : null;
    if (middle) yield middle;
    else {
      const last = openEnvelope(archive.key, envelope, place(no, true));
      if (!last) throw damaged(`part ${no + 1}`);
      ended = true;
      yield unpad(last);
    }
    no += 1;
  }
  if (!ended) throw damaged("its end");
}

function placesOf({ id, header }: ArchiveKey) {
  const hash = Buffer.from(blake2b256(header)).toString("hex");
  return (no: number, last: boolean) =>
    ({ kind: "archive-chunk", archiveId: id, header: hash, no, last }) as const;
}

function unpad(padded: Uint8Array): Uint8Array {
  const end = padded.lastIndexOf(0x80);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw damaged("its end");
  return padded.subarray(0, end);
}

async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const bytes of source) {
    let at = 0;
    while (at < bytes.length) {
      const part = bytes.subarray(at, at + size - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === size) {
        yield piece;
        piece = new Uint8Array(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
