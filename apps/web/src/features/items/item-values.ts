import type { Item, ItemSummary } from "@opp/core/schemas/items";
import type { ItemValues } from "../../lib/draft.ts";

export const VALUE_FIELDS = ["name", "url", "account", "username", "password", "blob", "categoryId"] as const;
export type ValueField = (typeof VALUE_FIELDS)[number];

export const emptyValues = (categoryId: number | null): ItemValues => ({
  name: "",
  url: "",
  account: "",
  username: "",
  password: "",
  blob: "",
  categoryId,
});

export const valuesOf = ({
  name,
  url,
  account,
  username,
  password,
  blob,
  categoryId,
}: Item | ItemValues): ItemValues => ({ name, url, account, username, password, blob, categoryId });

/** An item as the list has it. */
export const summaryOf = ({ password, totp, blob, changedBy: _, fields, ...shared }: Item): ItemSummary => ({
  ...shared,
  fields: fields.map((field) => (field.kind === "hidden" ? { ...field, value: null } : field)),
  hasPassword: password !== "",
  hasTotp: totp !== "",
  hasNotes: blob !== "",
});

export const changedFields = (from: ItemValues, to: ItemValues): readonly ValueField[] =>
  VALUE_FIELDS.filter((field) => from[field] !== to[field]);

/** Only the fields that were changed, for the server to change only those. */
export function changesBetween(from: ItemValues, to: ItemValues): Partial<ItemValues> {
  return Object.fromEntries(changedFields(from, to).map((field) => [field, to[field]]));
}

/** My changes since `base`, laid over what somebody else made of it meanwhile. */
export function rebase(base: ItemValues, mine: ItemValues, theirs: ItemValues): ItemValues {
  return { ...theirs, ...changesBetween(base, mine) };
}

/** What both changed, differently: the fields where one's work would cover the other's. */
export function clashes(base: ItemValues, mine: ItemValues, theirs: ItemValues): readonly ValueField[] {
  const hers = changedFields(base, theirs);
  return changedFields(base, mine).filter((field) => hers.includes(field) && mine[field] !== theirs[field]);
}
