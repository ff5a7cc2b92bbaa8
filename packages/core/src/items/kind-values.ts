import type { CustomField } from "./custom-fields.ts";
import { plainCardNumber } from "./formats/card-number.ts";
import { isKindFieldId, type KindFieldId, kindField } from "./kind-fields.ts";
import { type Kind, kindFieldsOf } from "./kinds.ts";

interface Placed {
  readonly field: CustomField;
  /** In the item's list of fields. */
  readonly index: number;
}

interface SplitFields {
  /** The kind's own, as far as the item has them. */
  readonly byId: ReadonlyMap<KindFieldId, Placed>;
  /** All others: a person's own, another kind's, and any further one with the same id. */
  readonly others: readonly Placed[];
}

export function splitFields(kind: Kind, fields: readonly CustomField[]): SplitFields {
  const ids = new Set(kindFieldsOf(kind).map(({ id }) => id));
  const byId = new Map<KindFieldId, Placed>();
  const others: Placed[] = [];
  for (const [index, field] of fields.entries()) {
    const { id } = field;
    if (id !== undefined && ids.has(id) && !byId.has(id)) byId.set(id, { field, index });
    else others.push({ field, index });
  }
  return { byId, others };
}

/** The fields with values of the kind's own. An emptied one goes; a new one takes its place in the kind's order, before all others. */
export function setKindFields(
  kind: Kind,
  fields: readonly CustomField[],
  values: Readonly<Partial<Record<KindFieldId, string>>>,
): CustomField[] {
  let next = [...fields];
  for (const [id, value] of Object.entries(values))
    if (isKindFieldId(id)) next = setOne(kind, next, { id, value });
  return next;
}

function setOne(
  kind: Kind,
  fields: readonly CustomField[],
  { id, value }: { readonly id: KindFieldId; readonly value: string },
): CustomField[] {
  const { byId } = splitFields(kind, fields);
  const known = byId.get(id);
  if (known && value === "") return fields.filter((_, index) => index !== known.index);
  if (known) return fields.map((field, index) => (index === known.index ? { ...field, value } : field));
  if (value === "") return [...fields];
  const order = kindFieldsOf(kind).map((each) => each.id);
  const before = order.slice(0, order.indexOf(id)).findLast((each) => byId.has(each));
  const at = before === undefined ? 0 : (byId.get(before)?.index ?? -1) + 1;
  const { name, kind: fieldKind } = kindField(id);
  return fields.toSpliced(at, 0, { id, name, kind: fieldKind, value });
}

/** The fields with other others: these take the places of those before, and further ones come last. */
export function setOtherFields(
  kind: Kind,
  fields: readonly CustomField[],
  others: readonly CustomField[],
): CustomField[] {
  const places = new Set(splitFields(kind, fields).others.map(({ index }) => index));
  const left = [...others];
  const kept = fields.flatMap((field, index) => (places.has(index) ? left.splice(0, 1) : [field]));
  return [...kept, ...left];
}

/**
 * The field that replaces the password in an item without one: the first of its kind's secrets that has a value. null: the
 * password it is.
 */
export function mainSecretField({
  kind,
  fields,
  password,
}: {
  readonly kind: Kind;
  readonly fields: readonly CustomField[];
  readonly password: string;
}): CustomField | null {
  if (password !== "") return null;
  const { byId } = splitFields(kind, fields);
  const own = kindFieldsOf(kind).flatMap(({ id }) => byId.get(id)?.field ?? []);
  return own.find(({ kind: fieldKind, value }) => fieldKind === "hidden" && value !== "") ?? null;
}

/** What is copied of a field: a card's number without its spaces. */
export const copiedValue = ({ id, value }: CustomField): string =>
  id === "card-number" ? plainCardNumber(value) : value;
