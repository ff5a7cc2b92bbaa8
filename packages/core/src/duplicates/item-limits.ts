import { ITEM_FIELDS } from "../items/field-table.ts";
import { entryOf, type FieldValues, WRITTEN_FIELDS } from "../items/fields.ts";
import { LIMITS } from "../rules/limits.ts";

/** The limit that an item passes, in words; null: none. It names the field, and never its value. */
export function limitPassed(values: FieldValues): string | null {
  for (const name of WRITTEN_FIELDS) {
    const entry = entryOf(name);
    const value = values[name];
    if ("maxChars" in entry && typeof value === "string" && value.length > entry.maxChars)
      return `${entry.label}: more than ${entry.maxChars} characters`;
    if ("maxEntries" in entry && Array.isArray(value) && value.length > entry.maxEntries)
      return `${entry.label}: more than ${entry.maxEntries}`;
  }
  if (values.moreUrls.some((url) => url.length > ITEM_FIELDS.moreUrls.maxChars))
    return `${ITEM_FIELDS.moreUrls.label}: one has more than ${ITEM_FIELDS.moreUrls.maxChars} characters`;
  const field = values.fields.find(
    ({ name, value }) =>
      name.length > LIMITS.customFieldNameChars || value.length > LIMITS.customFieldValueChars,
  );
  return field ? `a custom field: more than ${LIMITS.customFieldValueChars} characters` : null;
}
