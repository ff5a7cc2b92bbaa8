/** Columns of our own CSV. The first marks it, with the version of its layout in each row. */
export const OWN_CSV_COLUMNS = [
  "opp_csv",
  "kind",
  "name",
  "category",
  "url",
  "more_urls",
  "account",
  "username",
  "password",
  "totp",
  "notes",
  "fields",
  "tags",
  "favourite",
  "trashed",
  "deleted",
  "created",
  "updated",
  "password_changed",
] as const;

export type OwnCsvColumn = (typeof OWN_CSV_COLUMNS)[number];

export const OWN_CSV_VERSION = "1";

/** The last column of the variant for spreadsheets, with "1" in each row: every cell that could be taken for a formula has an apostrophe more. */
export const SPREADSHEET_SAFE_COLUMN = "opp_spreadsheet_safe";

export const isOwnHeader = (header: readonly string[]): boolean => header.includes(OWN_CSV_COLUMNS[0]);

/** What a spreadsheet runs as a formula, and the apostrophe itself, so that undoing is exact. */
const RISKY = /^[=+\-@\t\r\n']/;

export const withApostrophe = (cell: string): string => (RISKY.test(cell) ? `'${cell}` : cell);

export const withoutApostrophe = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

/** Several texts in one cell: `\` goes before a separator or a `\` within one of them. */
export const joinList = (parts: readonly string[], separator: string): string =>
  parts.map((part) => part.replaceAll("\\", "\\\\").replaceAll(separator, `\\${separator}`)).join(separator);

export function splitList(cell: string, separator: string): string[] {
  const parts = [""];
  for (let at = 0; at < cell.length; at += 1) {
    const char = cell.charAt(at);
    const next = cell.charAt(at + 1);
    if (char === separator) parts.push("");
    else if (char === "\\" && (next === separator || next === "\\")) {
      parts[parts.length - 1] += next;
      at += 1;
    } else parts[parts.length - 1] += char;
  }
  return parts.filter((part) => part !== "");
}
