import type { SealableRecord } from "../../cipher/record.ts";
import { CUSTOM_FIELD_KINDS, type CustomFieldKind } from "../../items/custom-fields.ts";
import type { CustomField } from "../../schemas/item-fields.ts";
import type { ItemChange, ItemRecord, NewItems } from "../../schemas/items.ts";

/** When a record is written, and from which device. */
export interface Writing {
  readonly now: number;
  readonly device: string;
}

/** Every field of a record; those that it doesn't have, as one of an earlier version, have their defaults. */
export const readRecord = (record: SealableRecord | null): ItemRecord => ({
  name: text(record?.name),
  url: text(record?.url),
  moreUrls: texts(record?.moreUrls),
  account: text(record?.account),
  username: text(record?.username),
  password: text(record?.password),
  totp: text(record?.totp),
  blob: text(record?.blob),
  fields: customFields(record?.fields),
  tags: texts(record?.tags),
  favourite: record?.favourite === true,
  passwordChangedAt: instant(record?.passwordChangedAt),
  changedBy: text(record?.changedBy),
});

/** The record of a new item. */
export function newRecord(item: NewItems["items"][number], { now, device }: Writing): SealableRecord {
  const { name, url, account, username, password, blob } = item;
  // Field by field: ten thousand are made at once, and few have more than these.
  const record: Record<string, unknown> = { name, url, account, username, password, blob };
  if (item.moreUrls && item.moreUrls.length > 0) record.moreUrls = item.moreUrls;
  if (item.totp) record.totp = item.totp;
  if (item.fields && item.fields.length > 0) record.fields = item.fields;
  if (item.tags && item.tags.length > 0) record.tags = item.tags;
  if (item.favourite) record.favourite = true;
  if (password !== "") record.passwordChangedAt = now;
  if (device !== "") record.changedBy = device;
  return record;
}

/**
 * The record after a change, fields kept that this version doesn't know; null: nothing in it changes. `keepVersion`: whether
 * anybody might want to go back. Not for a favourite or tags alone: that is putting things in order, as moving is, and a tag renamed
 * everywhere would push out versions that somebody needs.
 */
export function changedRecord(
  before: SealableRecord,
  { id: _, revision: __, categoryId: ___, ...change }: ItemChange,
  writing: Writing,
): { record: SealableRecord; keepVersion: boolean } | null {
  const known: Record<string, unknown> = readRecord(before);
  const changed = Object.entries(change).filter(
    ([name, value]) => value !== undefined && !isEqual(known[name], value),
  );
  if (changed.length === 0) return null;
  const after: Record<string, unknown> = { ...before, ...Object.fromEntries(changed) };
  const keepVersion = changed.some(([name]) => !ORDERING.has(name));
  if (keepVersion) note(after, known.password, writing);
  return { record: withoutDefaults(after), keepVersion };
}

/** The record that makes an item again what a version was. Whether it is a favourite is no matter of its history. */
export function restoredRecord(
  version: SealableRecord,
  current: SealableRecord | null,
  writing: Writing,
): SealableRecord {
  const { password, passwordChangedAt, favourite } = readRecord(current);
  const after: Record<string, unknown> = { ...version, passwordChangedAt };
  if (current !== null) after.favourite = favourite;
  note(after, current === null ? null : password, writing);
  return withoutDefaults(after);
}

/** What items are put in order by. */
const ORDERING: ReadonlySet<string> = new Set(["favourite", "tags"]);

function note(record: Record<string, unknown>, passwordBefore: unknown, { now, device }: Writing): void {
  if (text(record.password) !== passwordBefore) record.passwordChangedAt = now;
  record.changedBy = device;
}

/** Defaults of fields that came later are left out: they cost nothing, and the record is what the version before wrote. */
function withoutDefaults(record: Record<string, unknown>): SealableRecord {
  for (const name in LATER_DEFAULTS) {
    const value = record[name];
    if (value === undefined || value === LATER_DEFAULTS[name] || (Array.isArray(value) && value.length === 0))
      delete record[name];
  }
  return record;
}

const LATER_DEFAULTS: Readonly<Record<string, unknown>> = {
  moreUrls: [],
  totp: "",
  fields: [],
  tags: [],
  favourite: false,
  passwordChangedAt: null,
  changedBy: "",
};

/** Texts are compared as they are; lists, which are few and short, by what they say. */
const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const instant = (value: unknown): number | null => (typeof value === "number" ? value : null);

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

export const customFields = (value: unknown): CustomField[] =>
  Array.isArray(value) ? value.map(customField) : [];

function customField(value: unknown): CustomField {
  const of = (name: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return { name: text(of("name")), kind: kindOf(of("kind")), value: text(of("value")) };
}

/** What isn't known of a field is hidden rather than shown. */
const kindOf = (value: unknown): CustomFieldKind =>
  CUSTOM_FIELD_KINDS.find((kind) => kind === value) ?? "hidden";
