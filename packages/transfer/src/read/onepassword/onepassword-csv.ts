import { isYes } from "../table/cell-values.ts";
import { tableReader } from "../table/table-reader.ts";

export const onePasswordCsv = tableReader({
  format: "1password-csv",
  recognise: (has, header) =>
    has("title", "password") &&
    ["otpauth", "favorite", "archived", "tags"].filter((name) => header.has(name)).length >= 2 &&
    (has("favorite") || has("archived")),
  columns: [
    "title",
    "url",
    "urls",
    "website",
    "username",
    "password",
    "otpauth",
    "favorite",
    "archived",
    "tags",
    "notes",
  ],
  notice:
    "1Password's CSV has logins and passwords only, with one address each: it leaves out other items, fields and files. Its 1PUX file has everything",
  drafts: () => (row) => ({
    name: row.get("title"),
    kind: "login",
    urls: [row.get("url", "urls", "website")],
    username: row.get("username"),
    password: row.get("password"),
    codes: [{ text: row.get("otpauth") }],
    favourite: isYes(row.get("favorite")),
    tags: [...row.get("tags").split(";"), ...(isYes(row.get("archived")) ? ["archived"] : [])],
    blob: row.get("notes"),
  }),
});
