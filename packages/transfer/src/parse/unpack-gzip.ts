import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";

const MIB = 1024 * 1024;

/**
 * Unpacks in pieces, and stops at the cap rather than at the end of a bomb. Pieces may be kept.
 * @throws ImportRefusal too-large or damaged
 */
export async function* unpackGzip(packed: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  const bytes = packed.reduce((sum, piece) => sum + piece.length, 0);
  const most = Math.min(
    IMPORT_LIMITS.unpackedBytes,
    bytes * IMPORT_LIMITS.unpackedRatio + IMPORT_LIMITS.freeUnpackedBytes,
  );
  const gunzip = Readable.from(packed).pipe(createGunzip({ chunkSize: 128 * 1024 }));
  let unpacked = 0;
  try {
    for await (const piece of gunzip) {
      if (!(piece instanceof Uint8Array)) continue;
      unpacked += piece.length;
      if (unpacked > most)
        throw new ImportRefusal(
          "too-large",
          `Unpacked, the file takes more than ${Math.floor(most / MIB)} MiB, which is the most for its size.`,
        );
      yield piece;
    }
  } catch (error) {
    if (error instanceof ImportRefusal) throw error;
    throw new ImportRefusal(
      "damaged",
      "The file is damaged or incomplete where it is packed. Export it again.",
    );
  } finally {
    gunzip.destroy();
  }
}
