import { VaultError, type VaultErrorDetails } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import type { RecordOwner, RecordTable, SealedPlace } from "./associated-data.ts";
import { readEnvelope, readKeyNumber, sealEnvelope } from "./envelope.ts";
import { type RecordKeys, wipe } from "./keys.ts";
import { padText, unpad } from "./padding.ts";
import { utf8Decode } from "./utf8.ts";

/** Where a record stands. A kept version stands where its item does. */
export type RecordPlace = {
  readonly table: RecordTable;
  readonly id: number;
  readonly sealRev: number;
} & RecordOwner;

/** The fields of a record, those included that this version of the program doesn't know. */
export type SealableRecord = { readonly [field: string]: unknown };

export const BLOCK_BYTES = 64;

/** Seals a record's JSON in UTF-8, padded to a multiple of 64 bytes, under the current record key. */
export function sealRecord(
  random: RandomBytes,
  keys: RecordKeys,
  place: RecordPlace,
  record: SealableRecord,
): Sealed {
  const key = keys.byNumber.get(keys.current);
  if (!key) throw new RangeError("The current record key is missing.");
  checkValue(record);
  const padded = padText(JSON.stringify(record), BLOCK_BYTES);
  try {
    return sealEnvelope(random, key, padded, recordPlace(place, keys.current));
  } finally {
    wipe(padded);
  }
}

/**
 * @throws VaultError RECORD_DAMAGED, naming table and row, where the seal doesn't open or holds no record: never a part of it.
 * @throws VaultError RECORD_UNSUPPORTED for a format version or key number that isn't known.
 */
export function openRecord(keys: RecordKeys, place: RecordPlace, sealed: Sealed): SealableRecord {
  const keyNumber = readKeyNumber(sealed, () => rowOf(place));
  if (keyNumber === null) throw new VaultError("RECORD_DAMAGED", rowOf(place));
  const key = keys.byNumber.get(keyNumber);
  if (!key) {
    const problem = `A record names vault key ${keyNumber}, which this vault doesn't have.`;
    throw new VaultError("RECORD_UNSUPPORTED", rowOf(place), problem);
  }
  const record = readEnvelope(key, sealed, recordPlace(place, keyNumber), readRecord);
  if (!record) throw new VaultError("RECORD_DAMAGED", rowOf(place));
  return record;
}

/** @returns null for what isn't one of ours, although its tag is right. */
function readRecord(padded: Uint8Array): SealableRecord | null {
  try {
    const json = unpad(padded, BLOCK_BYTES);
    const record: unknown = json && JSON.parse(utf8Decode(json));
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

/** Table and id, for an error. */
const rowOf = ({ table, id }: RecordPlace): VaultErrorDetails => ({ table: TABLES[table], ids: [id] });

const TABLES = {
  item: "items",
  category: "categories",
  attachment: "attachments",
  import: "imports",
  trend: "vaults",
  passkey: "passkeys",
} as const;

const KINDS = {
  items: "item",
  item_versions: "item",
  categories: "category",
  attachments: "attachment",
  import_batches: "import",
  health_trends: "trend",
  passkeys: "passkey",
} as const;

/** As a record's seal names the table that it is in. A kept version is the record that the item had. */
export const kindOfRecord = (table: keyof typeof KINDS): RecordTable => KINDS[table];

/** Field by field: what else the object carries names no place. */
const recordPlace = (place: RecordPlace, keyNumber: number): SealedPlace => {
  const { table, id, sealRev } = place;
  const row = { kind: "record" as const, table, id, sealRev, keyNumber };
  return "vaultId" in place ? { ...row, vaultId: place.vaultId } : { ...row, userId: place.userId };
};

function isRecord(value: unknown): value is SealableRecord {
  checkValue(value);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws RangeError for what JSON drops or changes: it would be lost with the next write of the record. */
function checkValue(value: unknown): void {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return;
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return;
    throw new RangeError("A record's numbers are safe integers.");
  }
  if (typeof value !== "object" || !isPlain(value))
    throw new RangeError("A record holds JSON's kinds of value only.");
  if (Object.hasOwn(value, "__proto__")) throw new RangeError("A record has no field __proto__.");
  if (Array.isArray(value)) {
    for (const part of value) checkValue(part);
    return;
  }
  // Almost all are texts, and this runs for every record: no list of the values is made.
  for (const name in value) {
    const part: unknown = Reflect.get(value, name);
    if (typeof part !== "string") checkValue(part);
  }
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
