import { CUSTOM_FIELD_KINDS, type CustomField, type CustomFieldKind, listField } from "./custom-fields.ts";
import type { FieldType } from "./field-table.ts";
import {
  entryOf,
  FIELD_NAMES,
  type FieldName,
  type FieldValues,
  LISTED_FIELDS,
  type ListedValues,
  mapFields,
  PRESENCES,
  type Presences,
  type ValueByType,
  WRITTEN_FIELDS,
  type WrittenValues,
} from "./fields.ts";
import { readSource } from "./item-source.ts";
import { isKindFieldId } from "./kind-fields.ts";
import { kindOf } from "./kinds.ts";

/** What is opened of a record, before its fields are known to be what they should be. */
type OpenedRecord = Readonly<Record<string, unknown>> | null;

/** A text as it is; anything else is empty. */
export const readText = (value: unknown): string => (typeof value === "string" ? value : "");
export const readTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(readText) : []);

/** Reads a value of each type; anything else is its default. */
const READ: { readonly [Type in FieldType]: (value: unknown) => ValueByType[Type] } = {
  text: readText,
  lines: readText,
  oneTimeCode: readText,
  urls: readTexts,
  tags: readTexts,
  customFields: (value) => (Array.isArray(value) ? value.map(customField) : []),
  kind: kindOf,
  flag: (value) => value === true,
  instant: (value) => (typeof value === "number" ? value : null),
  device: readText,
  source: readSource,
};

function customField(value: unknown): CustomField {
  const of = (name: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  const id = of("id");
  const field = { name: readText(of("name")), kind: fieldKindOf(of("kind")), value: readText(of("value")) };
  return isKindFieldId(id) ? { id, ...field } : field;
}

/** A field of an unknown kind is hidden rather than shown. */
const fieldKindOf = (value: unknown): CustomFieldKind =>
  CUSTOM_FIELD_KINDS.find((kind) => kind === value) ?? "hidden";

/** Whether a value is what a field has that was never written. */
export const isDefault = (value: unknown): boolean =>
  value === undefined ||
  value === "" ||
  value === false ||
  value === null ||
  (Array.isArray(value) && value.length === 0);

/** The same of one field: an item that says no kind is a login. */
export const isDefaultOf = (name: FieldName, value: unknown): boolean =>
  isDefault(value) || value === READ[entryOf(name).type](undefined);

/** Lists, which are short, are compared by what they say. */
export const isSameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

/** A field in an object that is made of a record. */
interface Column {
  readonly field: string;
  readonly key: string;
  readonly read: (value: unknown) => unknown;
}

const WHOLE: readonly Column[] = FIELD_NAMES.map((name) => ({
  field: name,
  key: name,
  read: READ[entryOf(name).type],
}));

const VALUES: readonly Column[] = LISTED_FIELDS.map((name) => {
  const { type } = entryOf(name);
  const read = READ[type];
  return {
    field: name,
    key: name,
    read: type === "customFields" ? (value) => READ.customFields(value).map(listField) : read,
  };
});
const LISTED: readonly Column[] = [
  ...VALUES,
  ...PRESENCES.map(({ name, presence }): Column => {
    const read = READ[entryOf(name).type];
    return { field: name, key: presence, read: (value) => !isDefault(read(value)) };
  }),
];

/**
 * Makes objects that begin as `start` and have what the columns read from a record. Each is a copy of one template, filled from what
 * the record has: records leave out most fields, and ten thousand objects of one shape are made and serialised fast.
 */
function createMaker(start: object, columns: readonly Column[]): (record: OpenedRecord) => object {
  const template: Readonly<Record<string, unknown>> = {
    ...start,
    ...Object.fromEntries(columns.map(({ key, read }) => [key, read(undefined)])),
  };
  const lists = columns.map(({ key }) => key).filter((key) => Array.isArray(template[key]));
  const columnsByField = new Map(columns.map((column) => [column.field, column]));
  return (record) => {
    const made: Record<string, unknown> = { ...template };
    for (const key of lists) made[key] = [];
    for (const field in record) {
      const column = columnsByField.get(field);
      if (column) made[column.key] = column.read(record[field]);
    }
    return made;
  };
}

/** Makes `start` with every field of a record; those that it doesn't have, as one of an earlier version, have their defaults. */
export function createFieldsMaker<Start extends object>(
  start: Start,
): (record: OpenedRecord) => Start & FieldValues;
export function createFieldsMaker(start: object): (record: OpenedRecord) => object {
  return createMaker(start, WHOLE);
}

/** Makes `start` with what a list shows of a record: nothing secret, but whether it is there. */
export function createListedMaker<Start extends object>(
  start: Start,
): (record: OpenedRecord) => Start & ListedValues & Presences;
export function createListedMaker(start: object): (record: OpenedRecord) => object {
  return createMaker(start, LISTED);
}

/** Every field of a record. */
export const readFields = createFieldsMaker({});
/** What a list shows of a record. */
export const readListed = createListedMaker({});

/** What a person writes of an item, without the rest of it. */
export function writtenOf(from: Readonly<WrittenValues>): WrittenValues;
export function writtenOf(from: Readonly<WrittenValues>): object {
  return mapFields(WRITTEN_FIELDS, (name) => from[name]);
}

/** A value as a line or lines of text, where it has one: a custom field's name and value are told apart by whoever shows them. */
export function textOf(
  value: FieldValues[FieldName],
  words: { readonly yes: string; readonly no: string },
): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (value === null) return "";
  if (typeof value === "number") return new Date(value).toISOString();
  if (!Array.isArray(value)) return "";
  return value
    .map((entry) => (typeof entry === "string" ? entry : `${entry.name}: ${entry.value}`))
    .join("\n");
}
