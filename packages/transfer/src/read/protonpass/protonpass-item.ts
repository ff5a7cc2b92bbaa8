import type { Draft, DraftField } from "../../build/collect-items.ts";
import { PASSKEY_NOTICE, passkeyField } from "../../build/passkey-field.ts";
import { type FieldNames, namedFields, unknownField, unknownFields } from "../../build/unknown-fields.ts";
import type { NoticeKind } from "../../model.ts";
import {
  compactJson,
  firstText,
  flag,
  isBlank,
  isRecord,
  list,
  numberOf,
  realDay,
  record,
  secondsInstant,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import { monthOf } from "../table/cell-values.ts";

type Notices = (readonly [NoticeKind, string])[];

interface Content {
  readonly kind: string;
  /** Fields under these names, in the file's order. */
  readonly names: FieldNames;
  /** Members that have their own places, or mean nothing here. */
  readonly placed: readonly string[];
}

const PERSON: FieldNames = {
  fullName: "Full name",
  firstName: "First name",
  middleName: "Middle name",
  lastName: "Last name",
  email: "E-mail",
  phoneNumber: "Phone",
  birthdate: "Date of birth",
  gender: "Gender",
  organization: "Company",
  company: "Company",
  streetAddress: "Address 1",
  zipOrPostalCode: "Postal code",
  city: "City",
  stateOrProvince: "State",
  countryOrRegion: "Country",
  socialSecurityNumber: ["Social security number", "hidden"],
  passportNumber: ["Passport number", "hidden"],
  licenseNumber: ["Licence number", "hidden"],
  xHandle: "X handle",
};

const CONTENTS: Readonly<Record<string, Content>> = {
  login: {
    kind: "login",
    names: {},
    placed: [
      "itemEmail",
      "itemUsername",
      "username",
      "password",
      "urls",
      "autofillUrls",
      "totpUri",
      "passkeys",
    ],
  },
  note: { kind: "note", names: {}, placed: [] },
  alias: { kind: "login", names: {}, placed: [] },
  creditCard: {
    kind: "card",
    names: {
      cardholderName: "Cardholder",
      number: ["Card number", "hidden"],
      verificationNumber: ["Security code", "hidden"],
      expirationDate: "Expires",
      pin: ["PIN", "hidden"],
    },
    placed: ["cardType"],
  },
  identity: { kind: "identity", names: PERSON, placed: [] },
  wifi: { kind: "wifi", names: { ssid: "SSID", security: "Security" }, placed: ["password"] },
  sshKey: {
    kind: "ssh-key",
    names: { privateKey: ["Private key", "hidden"], publicKey: "Public key" },
    placed: [],
  },
  custom: { kind: "other", names: {}, placed: [] },
};

const TRASHED = 2;

/** The content of a type of item, whose name may be in any case; undefined: it isn't known. */
export const contentOfType = (type: string): Content | undefined =>
  Object.entries(CONTENTS).find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1];

export function protonDraft(item: UnknownRecord, vaultId: string): { draft: Draft; notices: Notices } {
  const source = record(item["data"]);
  const metadata = record(source["metadata"]);
  const content = record(source["content"]);
  const type = text(source["type"]);
  const known = contentOfType(type);
  const notices: Notices = known
    ? []
    : [["partly", `items of the type ${type || "none"} aren't known; the values are kept as fields`]];

  const email = text(content["itemEmail"]);
  const username = firstText(content["itemUsername"], content["username"], email);
  const alias = text(item["aliasEmail"]);
  const passkeys = list(content["passkeys"]);
  if (passkeys.length > 0) notices.push(["partly", PASSKEY_NOTICE]);
  const autofill = list(content["autofillUrls"]).map(record);
  const itemId = text(item["itemId"]);
  const isLogin = type === "login";

  const fields: DraftField[] = [
    ...(isLogin && email !== "" && email !== username ? [{ name: "E-mail", value: email }] : []),
    ...(known ? contentFields(content, known, notices) : unknownFields(content)),
    ...list(source["extraFields"]).map((field) => extraField(record(field), "", notices)),
    ...passkeys.map((passkey) => passkeyField(passkey, text(record(passkey)["rpId"]))),
    ...autofill.flatMap(matchField),
    ...(alias !== "" && username !== "" ? [{ name: "Alias", value: alias }] : []),
  ];
  return {
    notices,
    draft: {
      sourceId: itemId === "" ? null : `proton:${firstText(item["shareId"], vaultId)}/${itemId}`,
      kind: known?.kind ?? "other",
      name: text(metadata["name"]),
      urls: [...list(content["urls"]), ...autofill.map(({ url }) => url)].map(text),
      username: known ? username || alias : alias,
      password: known && !("password" in known.names) ? text(content["password"]) : "",
      codes: isLogin ? [{ text: text(content["totpUri"]) }] : [],
      blob: text(metadata["note"]),
      fields,
      favourite: flag(item["pinned"]),
      trashed: numberOf(item["state"]) === TRASHED,
      createdAt: secondsInstant(item["createTime"]),
      updatedAt: secondsInstant(item["modifyTime"]),
    },
  };
}

/** A type's content in the file's order: members by their names, own fields and sections as such. */
export function contentFields(
  content: UnknownRecord,
  { names, placed }: Content,
  notices: Notices,
): DraftField[] {
  return Object.entries(content).flatMap(([key, value]): DraftField[] => {
    if (placed.includes(key) || isBlank(value)) return [];
    if (key === "sections" || key === "extraSections")
      return list(value)
        .map(record)
        .flatMap((section) =>
          list(section["sectionFields"]).map((field) =>
            extraField(record(field), text(section["sectionName"]), notices),
          ),
        );
    if (Array.isArray(value) && /^extra.*Details$/.test(key))
      return list(value).map((field) => extraField(record(field), "", notices));
    return namedFields({ [key]: value }, names).map(tidyField);
  });
}

function tidyField(field: DraftField): DraftField {
  if (field.name === "Expires") return { ...field, value: monthOf(field.value) };
  const day = field.name === "Date of birth" ? realDay(field.value) : "";
  return day === "" ? field : { ...field, kind: "date", value: day };
}

function extraField(field: UnknownRecord, section: string, notices: Notices): DraftField {
  const label = text(field["fieldName"]);
  const name = section === "" ? label : `${section}: ${label}`;
  const source = field["data"];
  const { content, totpUri, timestamp } = isRecord(source)
    ? source
    : { content: source, totpUri: source, timestamp: source };
  switch (text(field["type"])) {
    case "text":
      return { name, value: text(content), empty: true };
    case "hidden":
      return { name, kind: "hidden", value: text(content), empty: true };
    case "totp":
      return { name, value: text(totpUri), code: true };
    case "timestamp": {
      const day = realDay(text(timestamp).slice(0, 10));
      return day === "" ? { name, value: text(timestamp) } : { name, kind: "date", value: day };
    }
    default:
      notices.push(["noted", "an own field of a type that isn't known is kept hidden"]);
      return { ...unknownField(name, source), kind: "hidden" };
  }
}

function matchField({ url, mode }: UnknownRecord): DraftField[] {
  if (isBlank(mode) || numberOf(mode) === 0 || /^default$/i.test(text(mode))) return [];
  return [
    {
      name: "URL match",
      value: `${text(url)}: ${typeof mode === "object" ? compactJson(mode) : text(mode)}`,
    },
  ];
}
