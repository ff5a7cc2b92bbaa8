import type { Item, ItemSummary } from "@opp/core/schemas/items";

/** An item as the list has it. */
export const summaryOf = ({ password, totp, blob, changedBy: _, fields, ...shared }: Item): ItemSummary => ({
  ...shared,
  fields: fields.map((field) => (field.kind === "hidden" ? { ...field, value: null } : field)),
  hasPassword: password !== "",
  hasTotp: totp !== "",
  hasNotes: blob !== "",
});
