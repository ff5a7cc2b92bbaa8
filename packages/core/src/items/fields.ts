import type { CustomField, ListedField } from "./custom-fields.ts";
import { type FieldEntry, type FieldType, ITEM_FIELDS } from "./field-table.ts";
import type { ItemSource } from "./item-source.ts";
import type { Kind } from "./kinds.ts";

type Table = typeof ITEM_FIELDS;
export type FieldName = keyof Table;

/** The names of the fields whose entries have `Property`. */
export type FieldWith<Property> = {
  [Name in FieldName]: Table[Name] extends Property ? Name : never;
}[FieldName];
export type FieldOfType<Type extends FieldType> = FieldWith<{ type: Type }>;
export type NotedFieldName = FieldWith<{ by: "server" }>;
/** What a person writes. */
export type WrittenFieldName = Exclude<FieldName, NotedFieldName>;
export type V1FieldName = FieldWith<{ v1: true }>;
/** What OpenPassPhrase 1 didn't have. */
export type LaterFieldName = Exclude<WrittenFieldName, V1FieldName>;
export type ListedFieldName = FieldWith<{ listed: true }>;

/** What a field of each type holds. */
export interface ValueByType {
  text: string;
  lines: string;
  oneTimeCode: string;
  urls: string[];
  tags: string[];
  customFields: CustomField[];
  kind: Kind;
  flag: boolean;
  instant: number | null;
  device: string;
  source: ItemSource | null;
}

// Mapped over the table itself, so that the types that are published name the fields in its order.
export type FieldValues = { [Name in keyof Table]: ValueByType[Table[Name]["type"]] };
type ValuesOf<Names extends FieldName> = {
  [Name in keyof Table as Name extends Names ? Name : never]: FieldValues[Name];
};
export type V1Values = ValuesOf<V1FieldName>;
export type LaterValues = ValuesOf<LaterFieldName>;
export type WrittenValues = ValuesOf<WrittenFieldName>;
export type NotedValues = ValuesOf<NotedFieldName>;
/** Each field that a list shows, as it is shown there. */
export type ListedValues = {
  [Name in keyof Table as Name extends ListedFieldName
    ? Name
    : never]: Table[Name]["type"] extends "customFields" ? ListedField[] : FieldValues[Name];
};
/** For each field of which a list says only whether it is there. */
export type Presences = {
  [Name in keyof Table as Table[Name] extends { presence: infer Presence extends string }
    ? Presence
    : never]: boolean;
};

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(ITEM_FIELDS, name);
}

/** In the table's order. */
export const FIELD_NAMES: readonly FieldName[] = Object.keys(ITEM_FIELDS).filter(isFieldName);

export const entryOf = (name: FieldName): FieldEntry => ITEM_FIELDS[name];

const isWritten = (name: FieldName): name is WrittenFieldName => entryOf(name).by !== "server";
const isV1 = (name: FieldName): name is V1FieldName => entryOf(name).v1 === true;
const isLater = (name: FieldName): name is LaterFieldName => isWritten(name) && !isV1(name);
const isListed = (name: FieldName): name is ListedFieldName => entryOf(name).listed === true;

export const WRITTEN_FIELDS: readonly WrittenFieldName[] = FIELD_NAMES.filter(isWritten);
export const V1_FIELDS: readonly V1FieldName[] = FIELD_NAMES.filter(isV1);
export const LATER_FIELDS: readonly LaterFieldName[] = FIELD_NAMES.filter(isLater);
export const NOTED_FIELDS: readonly NotedFieldName[] = FIELD_NAMES.filter(
  (name): name is NotedFieldName => !isWritten(name),
);
export const LISTED_FIELDS: readonly ListedFieldName[] = FIELD_NAMES.filter(isListed);

/** The fields of which a list says whether they are there, and how it calls that. */
export const PRESENCES: readonly { readonly name: FieldName; readonly presence: string }[] =
  FIELD_NAMES.flatMap((name) => {
    const { presence } = entryOf(name);
    return presence === undefined ? [] : [{ name, presence }];
  });

/** An object with what `make` makes of each name. */
export function mapFields<Name extends FieldName, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value>;
export function mapFields<Value>(
  names: readonly FieldName[],
  make: (name: FieldName) => Value,
): Record<string, Value> {
  const made: Record<string, Value> = {};
  for (const name of names) made[name] = make(name);
  return made;
}

/** `fields` in a screen's own order. What it doesn't place, as it came later, stands between `first` and `last`. */
export function arrangeFields<Name extends FieldName>(
  fields: readonly Name[],
  { first, last }: { readonly first: readonly Name[]; readonly last: readonly Name[] },
): readonly Name[] {
  const placed = new Set<Name>([...first, ...last]);
  const isAmong = (name: Name) => fields.includes(name);
  return [...first.filter(isAmong), ...fields.filter((name) => !placed.has(name)), ...last.filter(isAmong)];
}
