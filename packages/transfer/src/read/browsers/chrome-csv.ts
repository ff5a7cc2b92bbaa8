import { nameFromAddress } from "../../build/display-name.ts";
import { placeOfHeader } from "../../parse/header-words.ts";
import { tableReader } from "../table/table-reader.ts";

const COLUMNS = ["name", "url", "username", "password", "note", "notes"];

export const chromeCsv = tableReader({
  format: "chrome-csv",
  recognise: (has, header) =>
    has("name", "url", "username", "password") &&
    [...header].every((name) => COLUMNS.includes(name) || placeOfHeader(name) === null),
  columns: COLUMNS,
  drafts: () => (row) => ({
    name: row.get("name") || nameFromAddress(row.get("url")),
    kind: "login",
    urls: [row.get("url")],
    username: row.get("username"),
    password: row.get("password"),
    blob: row.get("note", "notes"),
  }),
});
