import { isDefault } from "./field-values.ts";
import { entryOf, WRITTEN_FIELDS, type WrittenFieldName } from "./fields.ts";

/** What an item is about. Its kind only says how that is shown; tags, the favourite and the category put it in order. */
const CONTENT_FIELDS = WRITTEN_FIELDS.filter(
  (name) => entryOf(name).history === undefined && entryOf(name).type !== "kind",
);

/** Whether there is nothing to see in an item: every field is empty, or holds only characters that show nothing. */
export const isEmptyItem = (values: { readonly [Name in WrittenFieldName]?: unknown }): boolean =>
  CONTENT_FIELDS.every((name) => isBlank(values[name], entryOf(name).isSecret));

function isBlank(value: unknown, isSecret: boolean): boolean {
  if (isDefault(value)) return true;
  // A password may consist of spaces.
  if (isSecret) return false;
  if (typeof value === "string") return INVISIBLE.test(value);
  return Array.isArray(value) && value.every((entry) => typeof entry === "string" && INVISIBLE.test(entry));
}

/** White space, and format characters such as the zero-width space. */
const INVISIBLE = /^[\s\p{Cf}]*$/u;
