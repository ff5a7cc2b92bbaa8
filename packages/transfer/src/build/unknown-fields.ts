import { isHiddenHeader } from "../parse/header-words.ts";
import { compactJson, isBlank, isRecord, text } from "../parse/unknown-values.ts";
import type { DraftField } from "./collect-items.ts";

/** Where a known member of an object goes: its field's name, and whether it is hidden. */
export type FieldNames = Readonly<Record<string, string | readonly [string, "hidden" | "date"]>>;

/** A value that isn't known: text stays readable unless its name speaks of a secret, an object is hidden JSON. */
export const unknownField = (name: string, value: unknown): DraftField =>
  typeof value === "object" && value !== null
    ? { name, kind: "hidden", value: compactJson(value) }
    : { name, value: text(value), ...(isHiddenHeader(name) ? { kind: "hidden" } : {}) };

/** An object's members that no reader knows, each as a field named by `name`. */
export const unknownFields = (source: unknown, name: (key: string) => string = (key) => key): DraftField[] =>
  isRecord(source)
    ? Object.entries(source)
        .filter(([, value]) => !isBlank(value))
        .map(([key, value]) => unknownField(name(key), value))
    : [];

/** An object's members as fields, in the file's order: known ones by their names, others by `otherName`. */
export const namedFields = (
  source: unknown,
  names: FieldNames,
  otherName: (key: string) => string = inWords,
): DraftField[] =>
  isRecord(source)
    ? Object.entries(source)
        .filter(([, value]) => !isBlank(value))
        .map(([key, value]) => {
          const known = Object.hasOwn(names, key) ? names[key] : undefined;
          if (known === undefined) return unknownField(otherName(key), value);
          if (typeof known === "string") return { name: known, value: text(value) };
          return { name: known[0], kind: known[1], value: text(value) };
        })
    : [];

/** `placeOfIssue` and `place_of_issue` as "Place of issue". */
export function inWords(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
