import type { KdfParameters } from "@opp/core/cipher/kdf-parameters";
import { wipe } from "@opp/core/cipher/keys";
import type { RandomBytes } from "@opp/core/random-bytes";
import type { ContentFile, ContentItem, VaultContent } from "@opp/core/vault-content";
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

/** Records that wait for others are some 100 KiB at most, or one item with its history. */
const BATCH_BYTES = 64 * 1024;

async function* recordsOf({ categories, items }: VaultContent): AsyncGenerator<readonly ArchiveRecord[]> {
  let batch = [
    json(RECORD_TYPES.begin, { format: CONTENT_VERSION, program: "openpassphrase" }),
    ...categories.map(({ n, parent, record, createdAt, updatedAt, deletedAt }) =>
      json(RECORD_TYPES.category, {
        n,
        parent,
        record: canonicalRecord(record),
        createdAt,
        updatedAt,
        deletedAt,
      }),
    ),
  ];
  let bytes = 0;
  for await (const item of items) {
    for (const record of recordsOfItem(item)) {
      batch.push(record);
      bytes += record.payload.length;
    }
    if (bytes < BATCH_BYTES && item.files.length === 0) continue;
    yield batch;
    batch = [];
    bytes = 0;
    for (const file of item.files) yield* recordsOfFile(file);
  }
  if (batch.length > 0) yield batch;
}

function* recordsOfItem(item: ContentItem): Generator<ArchiveRecord> {
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
}

async function* recordsOfFile(file: ContentFile): AsyncGenerator<readonly ArchiveRecord[]> {
  const { name, type, bytes, sha256, removedAt } = file;
  yield [json(RECORD_TYPES.file, { name, type, bytes, sha256, removedAt })];
  for await (const piece of file.read())
    for (let at = 0; at < piece.length; at += FILE_PIECE_BYTES)
      yield [{ type: RECORD_TYPES.bytes, payload: piece.subarray(at, at + FILE_PIECE_BYTES) }];
}

const json = (type: number, value: object): ArchiveRecord => ({
  type,
  payload: new TextEncoder().encode(JSON.stringify(value)),
});
