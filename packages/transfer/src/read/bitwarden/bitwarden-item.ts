import type { Draft, DraftField } from "../../build/collect-items.ts";
import { PASSKEY_NOTICE, passkeyField } from "../../build/passkey-field.ts";
import { passwordHistory } from "../../build/password-history.ts";
import { unknownField, unknownFields } from "../../build/unknown-fields.ts";
import type { CategoryPath, NoticeKind, ReadAttachment } from "../../model.ts";
import {
  flag,
  isBlank,
  isoInstant,
  isRecord,
  list,
  numberOf,
  record,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import { OBJECT_KINDS, objectFields, objectOfType } from "./bitwarden-objects.ts";

/** The files of an item by its id, for exports that have any. */
export type BitwardenFiles = ReadonlyMap<string, readonly ReadAttachment[]>;

export type ItemNotice = readonly [NoticeKind, string];

interface Surroundings {
  readonly folders: ReadonlyMap<string, CategoryPath>;
  readonly files: BitwardenFiles | undefined;
}

/** Members that are read below, or that mean nothing outside of Bitwarden. */
const KNOWN = new Set([
  ..."id organizationId folderId collectionIds type name notes favorite fields reprompt login secureNote".split(
    " ",
  ),
  ..."passwordHistory creationDate revisionDate deletedDate archivedDate key attachments object edit".split(
    " ",
  ),
  ..."viewPassword organizationUseTotp permissions localData".split(" "),
  ...Object.keys(OBJECT_KINDS),
]);

const LOGIN = 1;
const KIND_OF_TYPE: readonly (string | undefined)[] = [undefined, "login", "note"];
const MATCHES = ["base domain", "host", "starts with", "exact", "regular expression", "never"];
const LINKED: Readonly<Record<number, string>> = {
  100: "username",
  101: "password",
  300: "cardholder",
  301: "expiry month",
  302: "expiry year",
  303: "security code",
  304: "brand",
  305: "card number",
  400: "title",
  401: "middle name",
  402: "address 1",
  403: "address 2",
  404: "address 3",
  405: "city",
  406: "state",
  407: "postal code",
  408: "country",
  409: "company",
  410: "email",
  411: "phone",
  412: "social security number",
  413: "username",
  414: "passport number",
  415: "licence number",
  416: "first name",
  417: "last name",
  418: "full name",
};

export function bitwardenDraft(
  source: UnknownRecord,
  { folders, files }: Surroundings,
): { draft: Draft; notices: ItemNotice[] } {
  const notices: ItemNotice[] = [];
  const login = record(source["login"]);
  const type = numberOf(source["type"]) ?? (isRecord(source["login"]) ? LOGIN : undefined);
  const object = objectOfType(type);
  const kind = object ? OBJECT_KINDS[object]?.kind : KIND_OF_TYPE[type ?? 0];
  if (kind === undefined)
    notices.push(["partly", `items of type ${type ?? "none"} aren't known; the values are kept as fields`]);

  const created = isoInstant(source["creationDate"]);
  const id = text(source["id"]);
  const attachments = files?.get(id);
  if (!files && list(source["attachments"]).length > 0)
    notices.push(["partly", "its attachments aren't in this file; the zip export of Bitwarden has them"]);
  if (flag(source["reprompt"]))
    notices.push(["noted", "asks for the master password again in Bitwarden, which isn't kept"]);

  const objects = Object.keys(OBJECT_KINDS).map((name) => objectFields(name, source[name]));
  const own = list(source["fields"]).map((field) => ownField(record(field), notices));
  const addresses = [...list(login["uris"]).map(record), { uri: login["uri"] }];
  const passkeys = list(login["fido2Credentials"]);
  if (passkeys.length > 0) notices.push(["partly", PASSKEY_NOTICE]);

  const past = passwordHistory(
    list(source["passwordHistory"])
      .map(record)
      .map((old) => ({
        password: text(old["password"]),
        replacedAt: isoInstant(old["lastUsedDate"]),
      })),
    created,
  );
  return {
    notices,
    draft: {
      sourceId: id === "" ? null : `bitwarden:${id}`,
      kind: kind ?? "other",
      name: text(source["name"]),
      categories: categoriesOf(source, folders, notices),
      urls: addresses.map(({ uri }) => text(uri)),
      username: text(login["username"]) || (objects.find(({ username }) => username !== "")?.username ?? ""),
      account: objects.find(({ account }) => account !== "")?.account ?? "",
      password: text(login["password"]),
      codes: [{ text: text(login["totp"]) }],
      blob: text(source["notes"]),
      fields: [
        ...own,
        ...objects.flatMap(({ fields }) => fields),
        ...passkeys.map((passkey) => passkeyField(passkey, text(record(passkey)["rpId"]))),
        ...addresses.flatMap((address) => matchField(record(address))),
        ...unknownMembers(source),
      ],
      tags: isBlank(source["archivedDate"]) ? [] : ["archived"],
      favourite: flag(source["favorite"]),
      trashed: !isBlank(source["deletedDate"]),
      createdAt: created,
      updatedAt: isoInstant(source["revisionDate"]),
      deletedAt: isoInstant(source["deletedDate"]),
      history: past.history,
      passwordChangedAt: past.passwordChangedAt ?? isoInstant(login["passwordRevisionDate"]),
      ...(attachments ? { attachments } : {}),
    },
  };
}

function categoriesOf(
  source: UnknownRecord,
  folders: ReadonlyMap<string, CategoryPath>,
  notices: ItemNotice[],
): CategoryPath[] {
  const ids = [source["folderId"], ...list(source["collectionIds"])].map(text).filter((id) => id !== "");
  const paths = ids.flatMap((id) => {
    const path = folders.get(id);
    return path && path.length > 0 ? [path] : [];
  });
  if (ids.some((id) => !folders.has(id))) notices.push(["noted", "its folder isn't in the file"]);
  return paths;
}

function ownField(field: UnknownRecord, notices: ItemNotice[]): DraftField {
  const name = text(field["name"]);
  const linked = numberOf(field["linkedId"]);
  switch (numberOf(field["type"])) {
    case 1:
      return { name, kind: "hidden", value: text(field["value"]), empty: true };
    case 3:
      notices.push(["noted", "a linked field is kept as text"]);
      return { name, value: `→ ${LINKED[linked ?? -1] ?? `field ${linked ?? "unknown"}`}`, empty: true };
    default:
      return { name, value: text(field["value"]), empty: true };
  }
}

function matchField({ uri, match }: UnknownRecord): DraftField[] {
  const rule = numberOf(match);
  if (!rule) return [];
  return [{ name: "URL match", value: `${text(uri)}: ${MATCHES[rule] ?? `rule ${rule}`}` }];
}

const unknownMembers = (source: UnknownRecord): DraftField[] =>
  Object.entries(source)
    .filter(([key, value]) => !KNOWN.has(key) && !isBlank(value))
    .flatMap(([key, value]) =>
      isRecord(value) ? unknownFields(value, (member) => `${key} ${member}`) : [unknownField(key, value)],
    );
