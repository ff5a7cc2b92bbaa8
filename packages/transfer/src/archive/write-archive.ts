import type { KdfParameters } from "@opp/core/cipher/kdf-parameters";
import { wipe } from "@opp/core/cipher/keys";
import type { RandomBytes } from "@opp/core/random-bytes";
import type { ContentItem, VaultContent } from "@opp/core/vault-content";
import { sealChunks } from "./archive-chunks.ts";
import { makeArchiveKey } from "./archive-header.ts";
import { type ArchiveRecord, FILE_PIECE_BYTES, frameRecords, RECORD_TYPES } from "./archive-records.ts";
import { canonicalRecord } from "./canonical-json.ts";

const CONTENT_VERSION = 1;

/**
 * A vault's content as an `.opp` file (docs/format.md), in pieces and in one pass. The same content has the same plaintext, byte for
 * byte: no id, no instant of the export and no device of it are inside.
 */
export async function* writeArchive(
  content: VaultContent,
  { random, passphrase, kdf }: { random: RandomBytes; passphrase: string; kdf?: KdfParameters },
): AsyncGenerator<Uint8Array> {
  const { archive, start } = await makeArchiveKey(random, passphrase, kdf);
  try {
    yield start;
    yield* sealChunks(archivePlaintext(content), archive, random);
  } finally {
    wipe(archive.key);
  }
}

/** What is sealed in an archive. */
export const archivePlaintext = (content: VaultContent): AsyncGenerator<Uint8Array> =>
  frameRecords(recordsOf(content));

async function* recordsOf({ categories, items }: VaultContent): AsyncGenerator<ArchiveRecord> {
  yield json(RECORD_TYPES.begin, { format: CONTENT_VERSION, program: "openpassphrase" });
  for (const { n, parent, record, createdAt, updatedAt, deletedAt } of categories)
    yield json(RECORD_TYPES.category, {
      n,
      parent,
      record: canonicalRecord(record),
      createdAt,
      updatedAt,
      deletedAt,
    });
  for await (const item of items) yield* recordsOfItem(item);
}

async function* recordsOfItem(item: ContentItem): AsyncGenerator<ArchiveRecord> {
  const { n, category, record, createdAt, updatedAt, usedAt, deletedAt } = item;
  yield json(RECORD_TYPES.item, {
    n,
    category,
    record: canonicalRecord(record),
    createdAt,
    updatedAt,
    usedAt,
    deletedAt,
  });
  for (const version of item.versions)
    yield json(RECORD_TYPES.version, {
      record: canonicalRecord(version.record),
      createdAt: version.createdAt,
      replacedAt: version.replacedAt,
    });
  for (const file of item.files) {
    const { name, type, bytes, sha256, removedAt } = file;
    yield json(RECORD_TYPES.file, { name, type, bytes, sha256, removedAt });
    for await (const piece of file.read())
      for (let at = 0; at < piece.length; at += FILE_PIECE_BYTES)
        yield { type: RECORD_TYPES.bytes, payload: piece.subarray(at, at + FILE_PIECE_BYTES) };
  }
}

const json = (type: number, value: object): ArchiveRecord => ({
  type,
  payload: new TextEncoder().encode(JSON.stringify(value)),
});
