import { unknownFields } from "../../build/unknown-fields.ts";
import { isRecord, list, secondsInstant, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { splitAddresses } from "../table/cell-values.ts";
import { jsonCell } from "../table/json-cell.ts";
import { tableReader } from "../table/table-reader.ts";
import { contentFields, contentOfType } from "./protonpass-item.ts";

export const protonpassCsv = tableReader({
  format: "protonpass-csv",
  recognise: (has) =>
    has("type", "name") && (has("createtime") || has("modifytime")) && (has("vault") || has("totp")),
  columns: [
    "type",
    "name",
    "url",
    "autofillurls",
    "email",
    "username",
    "password",
    "note",
    "totp",
    "createtime",
    "modifytime",
    "vault",
  ],
  notice:
    "Proton Pass's CSV leaves out fields, files, passkeys and what is in the trash. Its JSON or zip has everything",
  drafts:
    ({ note }) =>
    (row) => {
      const type = row.get("type").trim();
      const name = row.get("name");
      const username = row.get("username");
      const email = row.get("email");
      const known = contentOfType(type);
      const content = isPlain(type) ? undefined : jsonCell(row.get("note"));
      const vault = row.get("vault");
      const notices: Parameters<typeof contentFields>[2] = [];
      const fields = [
        ...(username !== "" && email !== "" ? [{ name: "E-mail", value: email }] : []),
        ...(known || type === "" ? [] : [{ name: "Type", value: type }]),
        ...(isRecord(content) ? membersOf(content, known, notices) : []),
      ];
      for (const [kind, about] of notices) note(kind, about, { item: name || null, row: row.row });
      return {
        name,
        kind: known?.kind ?? null,
        categories: [vault === "" ? [] : [vault]],
        urls: addresses(row.get("autofillurls"), row.get("url")),
        username: username || email,
        password: row.get("password") || (isRecord(content) ? text(content["password"]) : ""),
        codes: [{ text: row.get("totp") }],
        blob: isRecord(content) ? text(content["note"]) : row.get("note"),
        fields,
        createdAt: secondsInstant(row.get("createtime")),
        updatedAt: secondsInstant(row.get("modifytime")),
      };
    },
});

/** Types whose note is the owner's text; that of all others is JSON with the type's content. */
const isPlain = (type: string): boolean => /^(?:login|alias|note|)$/i.test(type);

function membersOf(
  { note: _note, password: _password, ...content }: UnknownRecord,
  known: ReturnType<typeof contentOfType>,
  notices: Parameters<typeof contentFields>[2],
) {
  return known ? contentFields(content, known, notices) : unknownFields(content);
}

function addresses(autofill: string, urls: string): string[] {
  const parsed = list(jsonCell(autofill)).map((each) => (isRecord(each) ? text(each["url"]) : text(each)));
  if (parsed.length > 0) return parsed;
  return splitAddresses(autofill === "" ? urls : autofill);
}
