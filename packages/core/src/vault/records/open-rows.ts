import type { RecordOwner } from "../../cipher/associated-data.ts";
import type { RecordKeys } from "../../cipher/keys.ts";
import { openRecord, type SealableRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import {
  createFieldsMaker,
  createListedMaker,
  readFields,
  type readListed,
} from "../../items/field-values.ts";
import type { Item, ItemSummary, ItemVersion } from "../../schemas/items.ts";
import type { CategoryRow, ItemRow, ItemVersionRow } from "../../store/rows.ts";

/** Whose records these are, and the keys that open them. */
export interface Opener {
  readonly owner: RecordOwner;
  readonly keys: RecordKeys;
}

/** The whole record of a row, fields included that this version doesn't know. @throws VaultError RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export const openItemRecord = (opener: Opener, row: ItemRow): SealableRecord =>
  openRecord(opener.keys, { table: "item", ...opener.owner, id: row.id, sealRev: row.sealRev }, row.sealed);

/** As `openItemRecord`, of a category. */
export const openCategoryRecord = (opener: Opener, row: CategoryRow): SealableRecord =>
  openRecord(
    opener.keys,
    { table: "category", ...opener.owner, id: row.id, sealRev: row.sealRev },
    row.sealed,
  );

/** All of an item; one that doesn't open is marked, and its fields are empty. */
export const openItem = (opener: Opener, row: ItemRow): Item =>
  describeItem(
    row,
    unlessDamaged(() => openItemRecord(opener, row)),
  );

/** As `openItem`, without what is secret. */
export const openSummary = (opener: Opener, row: ItemRow): ItemSummary =>
  summarizeItem(
    row,
    unlessDamaged(() => openItemRecord(opener, row)),
  );

/** An item from its row and its record. */
export const describeItem = (row: ItemRow, record: SealableRecord | null): Item =>
  withRow(makeItem(record), row, record);

/** What a list shows: nothing secret, but whether it is there. */
export const summarizeItem = (row: ItemRow, record: SealableRecord | null): ItemSummary =>
  withRow(makeSummary(record), row, record);

type RowFacts = Omit<ItemSummary, keyof ReturnType<typeof readListed>>;
const NO_ROW: RowFacts = {
  id: 0,
  categoryId: null,
  sortId: 0,
  revision: 0,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  usedAt: null,
  damaged: false,
};
const makeItem = createFieldsMaker(NO_ROW);
const makeSummary = createListedMaker(NO_ROW);

function withRow<Made extends RowFacts>(made: Made, row: ItemRow, record: SealableRecord | null): Made {
  // Property by property: a spread would copy each of ten thousand once more.
  made.id = row.id;
  made.categoryId = row.categoryId;
  made.sortId = row.sortId;
  made.revision = row.revision;
  made.createdAt = row.createdAt;
  made.updatedAt = row.updatedAt;
  made.deletedAt = row.deletedAt;
  made.usedAt = row.usedAt;
  made.damaged = !record;
  return made;
}

/** A kept version opens where its item does, since it is the record that the item had. */
export function openVersion(opener: Opener, row: ItemVersionRow): ItemVersion {
  const record = unlessDamaged(() => openVersionRecord(opener, row));
  const { id, createdAt, replacedAt } = row;
  return { id, createdAt, replacedAt, damaged: !record, ...readFields(record) };
}

/** @throws VaultError RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export const openVersionRecord = (opener: Opener, row: ItemVersionRow): SealableRecord =>
  openRecord(
    opener.keys,
    { table: "item", ...opener.owner, id: row.itemId, sealRev: row.sealRev },
    row.sealed,
  );

/** null for a record that doesn't open. */
export function unlessDamaged(open: () => SealableRecord): SealableRecord | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
