import type { DraftField } from "../../build/collect-items.ts";
import { firstText, list, realDay, record, text } from "../../parse/unknown-values.ts";
import { monthOf, pathOf } from "../table/cell-values.ts";
import { jsonCell } from "../table/json-cell.ts";
import type { Row } from "../table/rows.ts";
import { tableReader } from "../table/table-reader.ts";

/** Columns of cards and identities, in the file's order. */
const FIELDS: readonly (readonly [column: string, name: string, kind?: "hidden" | "month"])[] = [
  ["cardholdername", "Cardholder"],
  ["cardnumber", "Card number", "hidden"],
  ["cvc", "Security code", "hidden"],
  ["pin", "PIN", "hidden"],
  ["expirydate", "Expires", "month"],
  ["zipcode", "Postal code"],
  ["full_name", "Full name"],
  ["phone_number", "Phone"],
  ["email", "E-mail"],
  ["address1", "Address 1"],
  ["address2", "Address 2"],
  ["city", "City"],
  ["country", "Country"],
  ["state", "State"],
];

const KINDS = new Map([
  ["password", "login"],
  ["credit_card", "card"],
  ["identity", "identity"],
  ["note", "note"],
  ["document", "document"],
  ["passkey", "login"],
]);

export const nordpassCsv = tableReader({
  format: "nordpass-csv",
  recognise: (has) =>
    has("name") && (has("cardholdername") || has("cardnumber") || (has("custom_fields") && has("type"))),
  columns: [
    "name",
    "url",
    "additional_urls",
    "username",
    "password",
    "note",
    "folder",
    "type",
    "custom_fields",
    ...FIELDS.map(([column]) => column),
  ],
  drafts:
    ({ category, note }) =>
    (row) => {
      const type = row.get("type").trim().toLowerCase();
      if (type === "folder") {
        category(pathOf(row.get("name"), "/"));
        return null;
      }
      const name = row.get("name");
      const say = (about: string) => note("partly", about, { item: name || null, row: row.row });
      if (type === "document" || type === "passkey") say(`the file doesn't contain the ${type} itself`);
      const isUnknown = type !== "" && !KINDS.has(type);
      const urls = listCell(row, "additional_urls", say);
      const custom = listCell(row, "custom_fields", say);
      return {
        name,
        kind: KINDS.get(type) ?? null,
        categories: [pathOf(row.get("folder"), "/")],
        urls: [row.get("url"), ...urls.values.map(text)],
        username: row.get("username"),
        password: row.get("password"),
        blob: row.get("note"),
        fields: [
          ...FIELDS.map(([column, label, kind]) => ({
            name: label,
            kind: kind === "hidden" ? ("hidden" as const) : ("text" as const),
            value: kind === "month" ? monthOf(row.get(column)) : row.get(column),
          })),
          ...(isUnknown ? [{ name: "Type", value: row.get("type") }] : []),
          ...urls.unread,
          ...custom.values.map(customField),
          ...custom.unread,
        ],
      };
    },
});

/** A JSON list in a cell. What isn't one is kept in a hidden field of the column's name. */
function listCell(
  row: Row,
  column: string,
  say: (about: string) => void,
): { values: readonly unknown[]; unread: DraftField[] } {
  const cell = row.get(column);
  if (cell === "") return { values: [], unread: [] };
  const value = jsonCell(cell);
  if (Array.isArray(value)) return { values: list(value), unread: [] };
  if (column === "additional_urls" && /^[a-z][a-z0-9+.-]*:/i.test(cell))
    return { values: [cell], unread: [] };
  say(`${column} can't be read and is kept as text`);
  return { values: [], unread: [{ name: column, kind: "hidden", value: cell }] };
}

function customField(value: unknown): DraftField {
  const { type, label, name, value: content } = record(value);
  const day = type === "date" ? realDay(text(content)) : "";
  return {
    name: firstText(label, name, type),
    value: day || text(content),
    kind: day === "" ? (type === "hidden" || type === "password" ? "hidden" : "text") : "date",
    empty: true,
  };
}
