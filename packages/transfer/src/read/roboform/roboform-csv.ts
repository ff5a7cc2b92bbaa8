import type { DraftField } from "../../build/collect-items.ts";
import { nameFromAddress } from "../../build/display-name.ts";
import { pathOf } from "../table/cell-values.ts";
import { tableReader } from "../table/table-reader.ts";

/** The column whose cells are fields, up to the end of the row. */
const FIELDS = "rffieldsv2";

export const roboformCsv = tableReader({
  format: "roboform-csv",
  recognise: (has) => has("name", "login", "pwd") || (has("name", "url") && (has("matchurl") || has(FIELDS))),
  columns: ["name", "url", "matchurl", "login", "pwd", "note", "folder", FIELDS],
  tail: FIELDS,
  drafts:
    ({ note }) =>
    (row) => {
      const changed = new Set<string>();
      const plain = (label: string, value: string): string => {
        if (!/^'[=+\-@]/.test(value)) return value;
        changed.add(label);
        return value.slice(1);
      };
      const name = plain("name", row.get("name"));
      const username = plain("username", row.get("login"));
      const password = plain("password", row.get("pwd"));
      const blob = plain("notes", row.get("note"));
      const url = row.get("url");
      const matchUrl = row.get("matchurl");
      const { fields, codes } = readFields(row.tail, plain, { username, password });
      if (changed.size > 0)
        note("noted", `RoboForm's apostrophe before a value was taken off: ${[...changed].join(", ")}`, {
          item: name || null,
          row: row.row,
        });
      return {
        name,
        kind: url + username + password === "" && blob !== "" ? "note" : "login",
        categories: [pathOf(row.get("folder"), "/")],
        urls: nameFromAddress(matchUrl) === nameFromAddress(url) ? [url] : [url, matchUrl],
        username,
        password,
        codes,
        blob,
        fields,
      };
    },
});

/** Each cell is `name,?,?,type,value`. Names that end in `$` are RoboForm's own. */
function readFields(
  cells: readonly string[],
  plain: (label: string, value: string) => string,
  own: { username: string; password: string },
) {
  const fields: DraftField[] = [];
  const codes: { text: string }[] = [];
  for (const cell of cells.filter((text) => text !== "")) {
    const [, name = "", type = "", written = ""] = /^([^,]*),[^,]*,[^,]*,([^,]*),(.*)$/s.exec(cell) ?? [
      "",
      "",
      "",
      cell,
    ];
    const value = plain(name, written);
    if (name === "TOTP KEY$") codes.push({ text: value });
    else if (name === "User ID$" && value === own.username) continue;
    else if (name === "Password$" && value === own.password) continue;
    else fields.push({ name, value, kind: type === "pwd" ? "hidden" : "text" });
  }
  return { fields, codes };
}
