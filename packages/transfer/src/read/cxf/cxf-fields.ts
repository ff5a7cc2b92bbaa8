import type { DraftField } from "../../build/collect-items.ts";
import { type FieldNames, inWords } from "../../build/unknown-fields.ts";
import { isBlank, isRecord, realDay, text, type UnknownRecord } from "../../parse/unknown-values.ts";

/** A field object `{fieldType, value, label?}`, or a bare value; older drafts of the standard wrote those. */
export const valueOf = (field: unknown): string =>
  text(isRecord(field) && "value" in field ? field["value"] : field);

/** The type that the file says counts; what a table calls hidden stays hidden whatever the file says. */
export function cxfField(name: string, field: unknown, usual: DraftField["kind"] = "text"): DraftField {
  const value = valueOf(field);
  const type = isRecord(field) ? text(field["fieldType"]) : "";
  if (type === "concealed-string" || usual === "hidden") return { name, kind: "hidden", value };
  const day = type === "date" || usual === "date" ? realDay(value) : "";
  return day === "" ? { name, value } : { name, kind: "date", value: day };
}

/** A credential's members in the file's order. */
export function credentialFields(credential: UnknownRecord, names: FieldNames): DraftField[] {
  return Object.entries(credential)
    .filter(([key, value]) => key !== "type" && !isBlank(value))
    .map(([key, value]) => {
      const known = Object.hasOwn(names, key) ? names[key] : undefined;
      if (known === undefined) return cxfField(inWords(key), value);
      return typeof known === "string" ? cxfField(known, value) : cxfField(known[0], value, known[1]);
    });
}
