import type { DraftField } from "../../build/collect-items.ts";
import {
  isBlank,
  isRecord,
  list,
  record,
  secondsInstant,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import { monthOf, splitAddresses } from "../table/cell-values.ts";
import { jsonCell } from "../table/json-cell.ts";
import { tableReader } from "../table/table-reader.ts";

const KINDS = new Map([
  ["login", "login"],
  ["alias", "login"],
  ["note", "note"],
  ["creditcard", "card"],
  ["identity", "identity"],
  ["wifi", "wifi"],
  ["sshkey", "ssh-key"],
  ["custom", "other"],
]);

/** Members of the JSON that Proton writes as the notes of cards and identities, by the names of our fields. */
const NAMES: Readonly<Record<string, readonly [name: string, kind?: "hidden" | "date"]>> = {
  cardholderName: ["Cardholder"],
  number: ["Card number", "hidden"],
  verificationNumber: ["Security code", "hidden"],
  expirationDate: ["Expires"],
  pin: ["PIN", "hidden"],
  fullName: ["Full name"],
  firstName: ["First name"],
  middleName: ["Middle name"],
  lastName: ["Last name"],
  email: ["E-mail"],
  phoneNumber: ["Phone"],
  birthdate: ["Date of birth"],
  gender: ["Gender"],
  organization: ["Company"],
  company: ["Company"],
  streetAddress: ["Address 1"],
  zipOrPostalCode: ["Postal code"],
  city: ["City"],
  stateOrProvince: ["State"],
  countryOrRegion: ["Country"],
  socialSecurityNumber: ["Social security number", "hidden"],
  passportNumber: ["Passport number", "hidden"],
  licenseNumber: ["Licence number", "hidden"],
  ssid: ["SSID"],
  privateKey: ["Private key", "hidden"],
  publicKey: ["Public key"],
};

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
  drafts: () => (row) => {
    const type = row.get("type").trim().toLowerCase();
    const username = row.get("username");
    const email = row.get("email");
    const content =
      type === "login" || type === "alias" || type === "note" ? undefined : jsonCell(row.get("note"));
    const vault = row.get("vault");
    return {
      name: row.get("name"),
      kind: KINDS.get(type) ?? null,
      categories: [vault === "" ? [] : [vault]],
      urls: addresses(row.get("autofillurls"), row.get("url")),
      username: username || email,
      password: row.get("password"),
      codes: [{ text: row.get("totp") }],
      blob: isRecord(content) ? text(content["note"]) : row.get("note"),
      fields: [
        ...(username !== "" && email !== "" ? [{ name: "E-mail", value: email }] : []),
        ...(KINDS.has(type) || type === "" ? [] : [{ name: "Type", value: row.get("type") }]),
        ...(isRecord(content) ? contentFields(content) : []),
      ],
      createdAt: secondsInstant(row.get("createtime")),
      updatedAt: secondsInstant(row.get("modifytime")),
    };
  },
});

function addresses(autofill: string, urls: string): string[] {
  const parsed = list(jsonCell(autofill)).map((each) => (isRecord(each) ? text(each["url"]) : text(each)));
  if (parsed.length > 0) return parsed;
  return splitAddresses(autofill === "" ? urls : autofill);
}

function contentFields(content: UnknownRecord): DraftField[] {
  return Object.entries(content).flatMap(([key, value]): DraftField[] => {
    if (key === "note" || key === "cardType" || isBlank(value)) return [];
    if (/^extra.*Details$/.test(key)) return list(value).map((field) => extraField(field));
    if (key === "extraSections")
      return list(value).flatMap((section) => {
        const { sectionName, sectionFields } = record(section);
        return list(sectionFields).map((field) => extraField(field, text(sectionName)));
      });
    const [name = key, kind] = NAMES[key] ?? [];
    const isObject = typeof value === "object";
    return [
      {
        name,
        kind: isObject ? "hidden" : (kind ?? "text"),
        value: key === "expirationDate" ? monthOf(text(value)) : text(value),
      },
    ];
  });
}

function extraField(field: unknown, section = ""): DraftField {
  const { fieldName, type, data } = record(field);
  const { content, totpUri, timestamp } = record(data);
  const value = [content, totpUri, timestamp].map(text).find((each) => each !== "") ?? "";
  const name = text(fieldName);
  return {
    name: section === "" ? name : `${section}: ${name}`,
    value,
    kind: type === "hidden" || type === "totp" ? "hidden" : "text",
    empty: true,
  };
}
