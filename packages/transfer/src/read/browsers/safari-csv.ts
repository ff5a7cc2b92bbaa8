import { tableReader } from "../table/table-reader.ts";

export const safariCsv = tableReader({
  format: "safari-csv",
  recognise: (has) =>
    has("title", "url", "username", "password", "otpauth") &&
    !has("favorite") &&
    !has("archived") &&
    !has("tags"),
  columns: ["title", "url", "username", "password", "notes", "otpauth"],
  notice: "Apple's export leaves out passkeys, and which passwords are shared",
  drafts: () => (row) => ({
    name: row.get("title"),
    kind: "login",
    urls: [row.get("url")],
    username: row.get("username"),
    password: row.get("password"),
    codes: [{ text: row.get("otpauth") }],
    blob: row.get("notes"),
  }),
});
