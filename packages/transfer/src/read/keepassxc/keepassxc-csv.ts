import { isoInstant } from "../../parse/unknown-values.ts";
import { pathOf } from "../table/cell-values.ts";
import type { Row } from "../table/rows.ts";
import { tableReader } from "../table/table-reader.ts";

/** Names of the group that KeePassXC's bin has, which a CSV doesn't mark. */
const BIN = /^(?:recycle bin|papierkorb|corbeille|papelera(?: de reciclaje)?|cestino)$/i;

export const keepassxcCsv = tableReader({
  format: "keepassxc-csv",
  recognise: (has) => has("group", "title", "username", "password") && has("url"),
  columns: [
    "group",
    "title",
    "username",
    "password",
    "url",
    "notes",
    "totp",
    "icon",
    "last modified",
    "created",
  ],
  notice:
    "KeePassXC's CSV leaves out fields, files, tags, expiry and history, and a '/' in a group's name can't be told from a subgroup. The .kdbx file has everything",
  drafts: ({ note }, rows) => {
    const root = commonRoot(rows);
    if (rows.some((row) => pathOf(row.get("group"), "/").some((part) => BIN.test(part))))
      note("noted", "a group is named like the bin; its entries are imported as all others");
    return (row) => {
      const path = pathOf(row.get("group"), "/");
      return {
        name: row.get("title"),
        categories: [path[0] === root ? path.slice(1) : path],
        urls: [row.get("url")],
        username: row.get("username"),
        password: row.get("password"),
        codes: [{ text: codeOf(row.get("totp")) }],
        blob: row.get("notes"),
        createdAt: isoInstant(row.get("created")),
        updatedAt: isoInstant(row.get("last modified")),
      };
    };
  },
});

/** The first part of each group's path is the root's name, which isn't a category. */
function commonRoot(rows: readonly Row[]): string {
  const firsts = new Set(rows.map((row) => pathOf(row.get("group"), "/")[0] ?? ""));
  const [root = ""] = firsts;
  return firsts.size === 1 ? root : "";
}

/** KeeOtp's `key=…&size=…&step=…` as an address; any other text unchanged. */
function codeOf(text: string): string {
  if (!/^\s*(?:[a-z]+=[^&]*&)*key=/i.test(text)) return text;
  const parts = new URLSearchParams(text.trim());
  const hash = parts.get("otpHashMode") ?? "";
  const parameters = new URLSearchParams({
    secret: parts.get("key") ?? "",
    ...(parts.has("size") ? { digits: parts.get("size") ?? "" } : {}),
    ...(parts.has("step") ? { period: parts.get("step") ?? "" } : {}),
    ...(hash === "" ? {} : { algorithm: hash }),
  });
  return `otpauth://${/^hotp$/i.test(parts.get("type") ?? "") ? "hotp" : "totp"}/?${parameters.toString()}`;
}
