import type { DraftField } from "../../build/collect-items.ts";
import { isBlank, isRecord, numberOf, record, text, utcDay } from "../../parse/unknown-values.ts";

/** A field without its name; `label`: another than the field's title. */
type Value = Omit<DraftField, "name"> & { readonly label?: string };

const AS_TEXT = new Set(["string", "phone", "menu", "gender", "creditCardType"]);
const AS_SECRET = new Set(["concealed", "creditCardNumber"]);
const ADDRESS_LINES = ["street", "city", "state", "zip", "country"];

/** The value of a section's field, by its type's name. `unknown`: a type that a later 1Password may have. */
export function readValue(
  type: string,
  value: unknown,
  titles: ReadonlyMap<string, string>,
): { fields: Value[]; unknown?: true } {
  if (AS_TEXT.has(type)) return { fields: [{ value: text(value) }] };
  if (AS_SECRET.has(type)) return { fields: [{ kind: "hidden", value: text(value) }] };
  switch (type) {
    case "totp":
      return { fields: [{ value: text(value), code: true }] };
    case "email":
      return { fields: [{ value: text(isRecord(value) ? value["email_address"] : value) }] };
    case "date":
      return { fields: [dateOf(value)] };
    case "monthYear":
      return { fields: [{ value: monthOf(value) }] };
    case "address":
      return { fields: [{ value: isRecord(value) ? addressLines(value) : text(value) }] };
    case "reference":
      return { fields: [{ value: titles.get(text(value)) || text(value) }] };
    case "sshKey":
      return { fields: sshKey(value) };
    default:
      return { fields: [{ kind: "hidden", value: text(value) }], unknown: true };
  }
}

/** Seconds; in UTC, as 1Password writes days at noon. */
function dateOf(value: unknown): Value {
  const seconds = numberOf(value);
  const day = seconds === undefined ? "" : utcDay(seconds * 1000);
  return day === "" ? { value: text(value) } : { kind: "date", value: day };
}

/** 202702 is February 2027. */
function monthOf(value: unknown): string {
  const [, year, month] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(text(value)) ?? [];
  if (year && month) return `${year}-${month}`;
  return numberOf(value) === 0 ? "" : text(value);
}

function addressLines(value: Readonly<Record<string, unknown>>): string {
  const others = Object.keys(value).filter((key) => !ADDRESS_LINES.includes(key));
  return [...ADDRESS_LINES, ...others]
    .map((key) => text(value[key]))
    .filter((line) => line !== "")
    .join("\n");
}

function sshKey(value: unknown): Value[] {
  if (!isRecord(value)) return [{ kind: "hidden", value: text(value) }];
  const { publicKey, fingerprint, privateKey } = record(value["metadata"]);
  const secret = isBlank(value["privateKey"]) ? privateKey : value["privateKey"];
  return [
    { kind: "hidden", value: text(secret) },
    { label: "public key", value: text(publicKey) },
    { label: "fingerprint", value: text(fingerprint) },
  ];
}
