import { createHash } from "node:crypto";
import { wipe } from "@opp/core/cipher/keys";
import type { ContentCategory, ContentFile, ContentItem, ContentVersion } from "@opp/core/vault-content";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { isRecord, record, text, type UnknownRecord } from "../parse/unknown-values.ts";
import { ImportRefusal } from "../refusal.ts";
import { openChunks } from "./archive-chunks.ts";
import { damaged, HEADER_AT, headerLength, openArchiveKey } from "./archive-header.ts";
import { type ArchiveRecord, RECORD_TYPES, unframeRecords } from "./archive-records.ts";

export interface ArchiveContent {
  readonly categories: readonly ContentCategory[];
  readonly items: readonly ContentItem[];
}

/**
 * The whole of an `.opp` file that is in memory. Its files are held as their pieces.
 * @throws ImportRefusal wrong-credentials, damaged, unsupported, too-costly, too-large
 */
export async function readArchive(bytes: Uint8Array, passphrase: string): Promise<ArchiveContent> {
  const end = HEADER_AT + headerLength(bytes);
  if (end > bytes.length) throw damaged("its header");
  const archive = await openArchiveKey(bytes.subarray(HEADER_AT, end), passphrase);
  try {
    const sealed = (async function* () {
      yield bytes.subarray(end);
    })();
    return await gather(unframeRecords(openChunks(sealed, archive)));
  } finally {
    wipe(archive.key);
  }
}

interface OpenFile {
  readonly facts: Omit<ContentFile, "read">;
  readonly pieces: Uint8Array[];
}

interface OpenItem {
  readonly facts: Omit<ContentItem, "versions" | "files">;
  readonly versions: ContentVersion[];
  readonly files: OpenFile[];
}

async function gather(records: AsyncIterable<ArchiveRecord>): Promise<ArchiveContent> {
  const categories: ContentCategory[] = [];
  const items: OpenItem[] = [];
  const item = () => items.at(-1) ?? fail();
  for await (const { type, payload } of records) {
    if (type === RECORD_TYPES.category) categories.push(readCategory(parse(payload)));
    if (type === RECORD_TYPES.item) items.push({ facts: readItem(parse(payload)), versions: [], files: [] });
    if (type === RECORD_TYPES.version) item().versions.push(readVersion(parse(payload)));
    if (type === RECORD_TYPES.file) item().files.push({ facts: readFacts(parse(payload)), pieces: [] });
    if (type === RECORD_TYPES.bytes) (item().files.at(-1) ?? fail()).pieces.push(payload.slice());
    if (items.length > IMPORT_LIMITS.items || categories.length > IMPORT_LIMITS.categories)
      throw new ImportRefusal(
        "too-large",
        `The archive has more than ${IMPORT_LIMITS.items} items or ${IMPORT_LIMITS.categories} folders.`,
      );
  }
  checkPlaces(categories, items);
  return { categories, items: items.map(closeItem) };
}

/** Parents come first, and each item's category is in the archive. */
function checkPlaces(categories: readonly ContentCategory[], items: readonly OpenItem[]): void {
  const known = new Set<number | null>([null]);
  for (const { n, parent } of categories) {
    if (!known.has(parent) || known.has(n)) throw damaged("its categories");
    known.add(n);
  }
  if (items.some(({ facts }) => !known.has(facts.category))) throw damaged("an item's category");
}

const closeItem = ({ facts, versions, files }: OpenItem): ContentItem => ({
  ...facts,
  versions,
  files: files.map(closeFile),
});

function closeFile({ facts, pieces }: OpenFile): ContentFile {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (bytes !== facts.bytes || hash.digest("hex") !== facts.sha256) throw damaged("a file");
  return {
    ...facts,
    read: async function* () {
      yield* pieces;
    },
  };
}

const readCategory = (json: UnknownRecord): ContentCategory => ({
  n: natural(json.n),
  parent: json.parent === null ? null : natural(json.parent),
  record: record(json.record),
  createdAt: natural(json.createdAt),
  updatedAt: natural(json.updatedAt),
  deletedAt: json.deletedAt === null ? null : natural(json.deletedAt),
});

const readItem = (json: UnknownRecord): OpenItem["facts"] => ({
  n: natural(json.n),
  category: json.category === null ? null : natural(json.category),
  record: record(json.record),
  createdAt: natural(json.createdAt),
  updatedAt: natural(json.updatedAt),
  usedAt: json.usedAt === null ? null : natural(json.usedAt),
  deletedAt: json.deletedAt === null ? null : natural(json.deletedAt),
});

const readVersion = (json: UnknownRecord): ContentVersion => ({
  record: record(json.record),
  createdAt: natural(json.createdAt),
  replacedAt: natural(json.replacedAt),
});

const readFacts = (json: UnknownRecord): OpenFile["facts"] => ({
  name: text(json.name),
  type: text(json.type),
  bytes: natural(json.bytes),
  sha256: text(json.sha256),
  removedAt: json.removedAt === null ? null : natural(json.removedAt),
});

const natural = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : fail();

function parse(payload: Uint8Array): UnknownRecord {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload));
  } catch {
    fail();
  }
  return isRecord(value) ? value : fail();
}

function fail(): never {
  throw damaged("a record");
}
