import type { SealableRecord } from "../../cipher/record.ts";
import { isDefaultOf, isSameValue, readFields, readText } from "../../items/field-values.ts";
import {
  entryOf,
  type FieldName,
  type FieldValues,
  isFieldName,
  LATER_FIELDS,
  NOTED_FIELDS,
  V1_FIELDS,
} from "../../items/fields.ts";
import type { ItemSource } from "../../items/item-source.ts";
import type { ItemChange, NewItems } from "../../schemas/items.ts";

/** When a record is written, and from which device. */
export interface Writing {
  readonly now: number;
  readonly device: string;
}

/** The record of a new item. */
export function newRecord(item: NewItems["items"][number], { now, device }: Writing): SealableRecord {
  const record: Record<string, unknown> = {};
  for (const name of V1_FIELDS) record[name] = item[name];
  for (const name of LATER_FIELDS) if (!isDefaultOf(name, item[name])) record[name] = item[name];
  if (item.password !== "") record.passwordChangedAt = now;
  if (device !== "") record.changedBy = device;
  return record;
}

/**
 * The record after a change, fields kept that this version doesn't know; null: nothing in it changes. `keepVersion`: whether
 * anyone might want to go back. Not for a favourite or tags alone: that is putting things in order, as moving is, and a tag renamed
 * everywhere would push out versions that someone needs.
 */
export function changedRecord(
  before: SealableRecord,
  { id: _, revision: __, categoryId: ___, ...change }: ItemChange,
  writing: Writing,
): { record: SealableRecord; keepVersion: boolean } | null {
  const known: Record<string, unknown> = readFields(before);
  const changed = Object.entries(change).filter(
    ([name, value]) => value !== undefined && !isSameValue(known[name], value),
  );
  if (changed.length === 0) return null;
  const after: Record<string, unknown> = { ...before, ...Object.fromEntries(changed) };
  const keepVersion = changed.some(([name]) => !isAlong(name));
  if (keepVersion) note(after, known.password, writing);
  return { record: withoutDefaults(after), keepVersion };
}

/** The record that makes an item again what a version was. Whether it is a favourite is no matter of its history. */
export function restoredRecord(
  version: SealableRecord,
  current: SealableRecord | null,
  writing: Writing,
): SealableRecord {
  const { password, passwordChangedAt, favourite } = readFields(current);
  const after: Record<string, unknown> = { ...version, passwordChangedAt };
  if (current !== null) after.favourite = favourite;
  note(after, current === null ? null : password, writing);
  return withoutDefaults(after);
}

/** The record that an import makes of an item: `before`, with the fields kept that this version doesn't know, or a new one. */
export function importedRecord(
  before: SealableRecord | null,
  values: FieldValues,
  { source, device }: { readonly source: ItemSource | null; readonly device: string },
): SealableRecord {
  const changedBy = device === "" ? values.changedBy : device;
  return withoutDefaults({ ...before, ...values, changedBy, source });
}

/** Fields that a change leaves no version for. */
const isAlong = (name: string): boolean => isFieldName(name) && entryOf(name).history !== undefined;

function note(record: Record<string, unknown>, passwordBefore: unknown, { now, device }: Writing): void {
  if (readText(record.password) !== passwordBefore) record.passwordChangedAt = now;
  record.changedBy = device;
}

/** Defaults of fields that came later are left out: they cost nothing, and the record is what the version before wrote. */
function withoutDefaults(record: Record<string, unknown>): SealableRecord {
  for (const name of LEFT_OUT_AT_DEFAULT) if (isDefaultOf(name, record[name])) delete record[name];
  return record;
}

const LEFT_OUT_AT_DEFAULT: readonly FieldName[] = [...LATER_FIELDS, ...NOTED_FIELDS];
