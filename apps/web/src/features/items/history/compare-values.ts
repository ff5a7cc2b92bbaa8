import type { CustomField } from "@opp/core/items/custom-fields";
import { textOf } from "@opp/core/items/field-values";
import {
  arrangeFields,
  entryOf,
  type FieldOfType,
  type FieldWith,
  WRITTEN_FIELDS,
  type WrittenFieldName,
} from "@opp/core/items/fields";
import { fieldLabel } from "../../../data/items/field-label.ts";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";

/** One line of a comparison: what a field was on either side; "": nothing. */
export interface ComparedLine {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly secret: boolean;
}

type Comparable = Omit<ItemValues, "categoryId" | FieldWith<{ history: "none" }>>;
type ComparedField = Exclude<WrittenFieldName, FieldWith<{ history: "none" }> | FieldOfType<"customFields">>;

const isCompared = (name: WrittenFieldName): name is ComparedField =>
  entryOf(name).history !== "none" && entryOf(name).type !== "customFields";

const COMPARED = arrangeFields(WRITTEN_FIELDS.filter(isCompared), {
  first: ["name", "username", "password", "totp", "url", "account", "blob", "moreUrls"],
  last: ["tags"],
});

/** The fields that differ; custom fields by name, one per line. */
export function compareValues(before: Comparable, after: Comparable): ComparedLine[] {
  const lines: ComparedLine[] = COMPARED.map((name) => ({
    key: name,
    label: texts.fieldNames[name],
    before: say(name, before),
    after: say(name, after),
    secret: entryOf(name).isSecret,
  }));
  const own = compareFields(before.fields, after.fields);
  const changed = [...lines, ...own].filter((line) => line.before !== line.after);
  if (own.every((line) => line.before === line.after) && !isSameOrder(before.fields, after.fields))
    changed.push(orderLine(before.fields, after.fields));
  return changed;
}

const say = (name: ComparedField, values: Comparable): string => {
  if (name === "kind") return texts.kinds[values.kind];
  const value = values[name];
  return entryOf(name).type === "tags" && Array.isArray(value) ? value.join(", ") : textOf(value, texts);
};

/** If several fields share a name, the first is compared with the first, and so on. */
function compareFields(before: readonly CustomField[], after: readonly CustomField[]): ComparedLine[] {
  const keyed = (fields: readonly CustomField[]) => {
    const seen = new Map<string, number>();
    return new Map(
      fields.map((field) => {
        const count = (seen.get(field.name) ?? 0) + 1;
        seen.set(field.name, count);
        return [`${field.name}\n${count}`, field] as const;
      }),
    );
  };
  const old = keyed(before);
  const next = keyed(after);
  return [...new Set([...old.keys(), ...next.keys()])].map((key) => {
    const a = old.get(key);
    const b = next.get(key);
    return {
      key: `field ${key}`,
      label: labelOf(a ?? b),
      before: a?.value ?? "",
      after: b?.value ?? "",
      secret: a?.kind === "hidden" || b?.kind === "hidden",
    };
  });
}

const labelOf = (field: CustomField | undefined): string => (field ? fieldLabel(field) : "");

/** What is left to tell where every value is the same: another order, another kind, an empty field more or less. */
const orderLine = (before: readonly CustomField[], after: readonly CustomField[]): ComparedLine => {
  const say = (fields: readonly CustomField[]) =>
    fields.map(({ name, kind }) => `${name} (${itemScreenTexts().fields.kinds[kind]})`).join("\n");
  return {
    key: "fields",
    label: texts.fieldNames.fields,
    before: say(before),
    after: say(after),
    secret: false,
  };
};

const isSameOrder = (a: readonly CustomField[], b: readonly CustomField[]): boolean =>
  a.length === b.length &&
  a.every(({ name, kind }, index) => name === b[index]?.name && kind === b[index]?.kind);
