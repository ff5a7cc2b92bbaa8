import type { CustomField } from "@opp/core/items/custom-fields";
import { isEmptyItem } from "@opp/core/items/empty-item";
import { isSameValue, writtenOf } from "@opp/core/items/field-values";
import { entryOf, WRITTEN_FIELDS, type WrittenFieldName } from "@opp/core/items/fields";
import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import type { OtpProblem } from "@opp/core/otp/otpauth";
import { LIMITS } from "@opp/core/rules/limits";
import { isVisible } from "@opp/core/rules/text";
import type { Item } from "@opp/core/schemas/items";
import { mergeTags } from "@opp/core/tags/tag-list";
import { misfitOf } from "../../../base/text-misfit.ts";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { mergeFields } from "./merge-fields.ts";

export type ValueField = WrittenFieldName | "categoryId";
const VALUE_FIELDS: readonly ValueField[] = [...WRITTEN_FIELDS, "categoryId"];

export const valuesOf = (from: Item | ItemValues): ItemValues => ({
  ...writtenOf(from),
  categoryId: from.categoryId,
});

export const changedFields = (from: ItemValues, to: ItemValues): readonly ValueField[] =>
  VALUE_FIELDS.filter((field) => !isSameValue(from[field], to[field]));

/** Only the fields that were changed, for the server to change only those. */
export function changesBetween(from: ItemValues, to: ItemValues): Partial<ItemValues> {
  return Object.fromEntries(changedFields(from, to).map((field) => [field, to[field]]));
}

/** Applies local changes since `base` to the version saved elsewhere. */
export function rebase(base: ItemValues, mine: ItemValues, theirs: ItemValues): ItemValues {
  const { fields } = mergeFields(base.fields, mine.fields, theirs.fields);
  return {
    ...theirs,
    ...changesBetween(base, mine),
    fields: [...fields],
    tags: mergeTags(base.tags, mine.tags, theirs.tags),
  };
}

/** The fields that both sides changed differently, so that one change would overwrite the other. Tags never clash: both changes are kept. */
export function clashes(base: ItemValues, mine: ItemValues, theirs: ItemValues): readonly ValueField[] {
  const hers = changedFields(base, theirs);
  return changedFields(base, mine).filter(
    (field) =>
      field !== "tags" &&
      hers.includes(field) &&
      !isSameValue(mine[field], theirs[field]) &&
      (field !== "fields" || mergeFields(base.fields, mine.fields, theirs.fields).clash),
  );
}

/** What is saved of a form: rows that were added and left empty are none, and a code is its URI. */
export function tidy(values: ItemValues): ItemValues {
  const [url = "", ...moreUrls] = [values.url, ...values.moreUrls].filter((each) => each.trim() !== "");
  const totp = normalizeTotp(values.totp);
  return {
    ...values,
    url,
    moreUrls,
    totp: totp.ok ? totp.uri : values.totp,
    fields: values.fields.filter(isKept),
  };
}

/** An empty field of a kind is none: its form shows it anyway. */
const isKept = ({ id, name, value }: CustomField): boolean =>
  value !== "" || (id === undefined && isVisible(name));

/**
 * What the server refused of the custom fields, by their position in the form, because empty ones aren't sent.
 * @param refused by path, such as `fields[2].name`
 */
export function refusedFields(
  values: ItemValues,
  refused: Readonly<Record<string, string>>,
): readonly { readonly name: string | undefined; readonly value: string | undefined }[] {
  let sent = -1;
  return values.fields.map((field) => {
    if (!isKept(field)) return { name: undefined, value: undefined };
    sent += 1;
    const at = `fields[${sent}]`;
    return { name: refused[`${at}.name`], value: refused[`${at}.value`] ?? refused[at] };
  });
}

export interface FormProblems {
  readonly totp: OtpProblem | null;
  /** The positions of the custom fields without a name. */
  readonly nameless: readonly number[];
  /** Whether there would be nothing to see in the item. */
  readonly isEmpty: boolean;
}

/** Whether a text is too long, or isn't one that can be kept; its control says so. */
const hasMisfit = (values: ItemValues): boolean =>
  WRITTEN_FIELDS.some((name) => {
    const entry = entryOf(name);
    const value = values[name];
    if (entry.type === "customFields")
      return values.fields.some(
        (field) =>
          isMisfit(field.name, LIMITS.customFieldNameChars) ||
          isMisfit(field.value, LIMITS.customFieldValueChars),
      );
    if (!("maxChars" in entry)) return false;
    const texts = [value].flat().filter((each) => typeof each === "string");
    const most = "maxEntries" in entry ? entry.maxEntries : 1;
    return texts.length > most || texts.some((text) => isMisfit(text, entry.maxChars));
  });

const isMisfit = (text: string, maxChars: number): boolean => misfitOf(text, maxChars) !== null;

/** Whether a name that someone chooses shows nothing; "" means none, and is shown. */
export const isInvisibleName = (name: string, before: string): boolean =>
  name !== "" && name !== before && !isVisible(name);

/** What keeps a form from being saved; null: nothing. @param base what the form began with; null: a new item */
export function problemsOf(values: ItemValues, base: ItemValues | null = null): FormProblems | null {
  const totp = normalizeTotp(values.totp);
  const nameless = values.fields.flatMap(({ name, value }, index) =>
    !isVisible(name) && value !== "" ? [index] : [],
  );
  // One that is empty already, as from an import, can still be put in order.
  const isEmpty = isEmptyItem(tidy(values)) && (base === null || !isEmptyItem(base));
  if (totp.ok && nameless.length === 0 && !isEmpty && !hasMisfit(tidy(values))) return null;
  return { totp: totp.ok ? null : totp.problem, nameless, isEmpty };
}
