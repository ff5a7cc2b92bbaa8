import type { CustomField } from "@opp/core/items/custom-fields";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { texts } from "../../../texts/texts.ts";

/** One line of a comparison: what a field was on either side; "": nothing. */
export interface ComparedLine {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly secret: boolean;
}

type Comparable = Omit<ItemValues, "categoryId" | "favourite">;

const TEXT_FIELDS = ["name", "username", "password", "totp", "url", "account", "blob"] as const;
const SECRETS: ReadonlySet<string> = new Set(["password", "totp"]);

/** Field by field, only those that differ; fields of one's own by their names, one below the other. */
export function compareValues(before: Comparable, after: Comparable): ComparedLine[] {
  const lines: ComparedLine[] = TEXT_FIELDS.map((field) => ({
    key: field,
    label: texts.fieldNames[field],
    before: before[field],
    after: after[field],
    secret: SECRETS.has(field),
  }));
  lines.push({
    key: "moreUrls",
    label: texts.fieldNames.moreUrls,
    before: before.moreUrls.join("\n"),
    after: after.moreUrls.join("\n"),
    secret: false,
  });
  lines.push({
    key: "tags",
    label: texts.fieldNames.tags,
    before: before.tags.join(", "),
    after: after.tags.join(", "),
    secret: false,
  });
  const own = compareFields(before.fields, after.fields);
  const changed = [...lines, ...own].filter((line) => line.before !== line.after);
  if (own.every((line) => line.before === line.after) && !isSameOrder(before.fields, after.fields))
    changed.push(orderLine(before.fields, after.fields));
  return changed;
}

/** Of two fields with one name the first is compared with the first, and so on. */
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
      label: (a ?? b)?.name ?? "",
      before: a?.value ?? "",
      after: b?.value ?? "",
      secret: a?.kind === "hidden" || b?.kind === "hidden",
    };
  });
}

/** What is left to tell where every value is the same: another order, another kind, an empty field more or less. */
const orderLine = (before: readonly CustomField[], after: readonly CustomField[]): ComparedLine => {
  const say = (fields: readonly CustomField[]) =>
    fields.map(({ name, kind }) => `${name} (${texts.fields.kinds[kind]})`).join("\n");
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
