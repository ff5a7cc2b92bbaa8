import type { DraftField } from "../../build/collect-items.ts";
import { parseCsv } from "../../parse/csv.ts";
import { isYes, pathOf } from "../table/cell-values.ts";
import { tableReader } from "../table/table-reader.ts";

const SEPARATOR = ": ";

export const bitwardenCsv = tableReader({
  format: "bitwarden-csv",
  recognise: (has) =>
    has("login_uri", "login_username") ||
    has("login_username", "login_password") ||
    has("login_uri", "login_password"),
  columns: [
    "folder",
    "collections",
    "favorite",
    "type",
    "name",
    "notes",
    "fields",
    "reprompt",
    "archiveddate",
    "login_uri",
    "login_username",
    "login_password",
    "login_totp",
  ],
  notice:
    "Bitwarden's CSV has logins and notes only: it leaves out cards, identities, histories, files and which fields are hidden. Its JSON has them",
  drafts:
    ({ note }) =>
    (row) => {
      const name = row.get("name");
      const type = row.get("type").trim().toLowerCase();
      const { fields, rest } = splitFields(row.get("fields"));
      if (rest.length > 0)
        note("noted", "a line of the fields isn't 'name: value' and went to the notes", {
          item: name || null,
          row: row.row,
        });
      if (isYes(row.get("reprompt")))
        note("noted", "Bitwarden asked for its password before it showed this item; that isn't kept", {
          item: name || null,
          row: row.row,
        });
      const collections = row
        .get("collections")
        .split(",")
        .map((path) => pathOf(path, "/"));
      return {
        name,
        kind: type === "note" ? "note" : "login",
        categories: [pathOf(row.get("folder"), "/"), ...collections].filter((path) => path.length > 0),
        favourite: isYes(row.get("favorite")),
        blob: [row.get("notes"), ...rest].filter((text) => text !== "").join("\n"),
        fields: [
          ...fields,
          ...(["", "login", "note"].includes(type) ? [] : [{ name: "Type", value: row.get("type") }]),
        ],
        urls: splitUris(row.get("login_uri")),
        username: row.get("login_username"),
        password: row.get("login_password"),
        codes: [{ text: row.get("login_totp") }],
        tags: row.get("archiveddate") === "" ? [] : ["archived"],
      };
    },
});

/** A second layer of CSV; a piece that doesn't begin with a scheme belongs to the address before. */
function splitUris(cell: string): string[] {
  if (!cell.includes(",")) return [cell];
  const pieces = parseCsv(cell.replaceAll("\n", " "), { separator: "," }).records[0]?.cells ?? [];
  const uris: string[] = [];
  for (const piece of pieces) {
    const last = uris.at(-1);
    if (last === undefined || /^\s*[a-z][a-z0-9+.-]*:/i.test(piece)) uris.push(piece);
    else uris[uris.length - 1] = `${last},${piece}`;
  }
  return uris;
}

function splitFields(cell: string): { fields: DraftField[]; rest: string[] } {
  const fields: DraftField[] = [];
  const rest: string[] = [];
  for (const line of cell.split("\n")) {
    const at = line.lastIndexOf(SEPARATOR);
    if (at !== -1)
      fields.push({ name: line.slice(0, at), value: line.slice(at + SEPARATOR.length), empty: true });
    else if (line !== "") rest.push(line);
  }
  return { fields, rest };
}
