import { randomUUID } from "node:crypto";
import { KIND_FIELDS, type KindFieldId } from "@opp/core/items/kind-fields";
import type { ReadField, ReadItem } from "../../model.ts";

const TYPES = { login: 1, note: 2, card: 3, identity: 4, "ssh-key": 5 } as const;
type Kept = keyof typeof TYPES;

/** Bitwarden's member of each field of a kind. */
const CARD: readonly (readonly [KindFieldId, string])[] = [
  ["cardholder", "cardholderName"],
  ["brand", "brand"],
  ["card-number", "number"],
];
const IDENTITY: readonly (readonly [KindFieldId, string])[] = [
  ["title", "title"],
  ["first-name", "firstName"],
  ["middle-name", "middleName"],
  ["last-name", "lastName"],
  ["address-1", "address1"],
  ["address-2", "address2"],
  ["address-3", "address3"],
  ["city", "city"],
  ["state", "state"],
  ["postal-code", "postalCode"],
  ["country", "country"],
  ["company", "company"],
  ["email", "email"],
  ["phone", "phone"],
  ["social-security-number", "ssn"],
  ["passport-number", "passportNumber"],
  ["licence-number", "licenseNumber"],
];
const SSH_KEY: readonly (readonly [KindFieldId, string])[] = [
  ["private-key", "privateKey"],
  ["public-key", "publicKey"],
  ["fingerprint", "keyFingerprint"],
];

type Json = Readonly<Record<string, unknown>>;

/** An item as Bitwarden's export has it. What Bitwarden has no place for becomes a custom field. */
export function bitwardenEntry(item: ReadItem, folderId: string | null): Json {
  const type = typeOf(item);
  const fields = [...item.fields];
  const objects = objectsOf(type, item, fields);
  return {
    id: bitwardenId(item.sourceId),
    organizationId: null,
    folderId,
    collectionIds: null,
    type: TYPES[type],
    reprompt: 0,
    name: item.name,
    notes: item.blob === "" ? null : item.blob,
    favorite: item.favourite,
    fields: [...fields, ...outOfPlace(type, item), ...tagsField(item)].map(fieldEntry),
    ...objects,
    passwordHistory: historyOf(item),
    creationDate: iso(item.createdAt),
    revisionDate: iso(item.updatedAt ?? item.createdAt),
    deletedDate: null,
  };
}

/** An item without a login of its kind in Bitwarden is a note with fields, unless it has what a login has. */
function typeOf({ kind, username, password, totp, url }: ReadItem): Kept {
  if (kind === "login" || kind === "note" || kind === "card" || kind === "identity" || kind === "ssh-key")
    return kind;
  return kind === null || [username, password, totp, url].some((value) => value !== "") ? "login" : "note";
}

/** Takes what it places out of `fields`. */
function objectsOf(type: Kept, item: ReadItem, fields: ReadField[]): Json {
  const take = (id: KindFieldId): string | null => {
    const index = fields.findIndex(({ name }) => name === KIND_FIELDS[id].name);
    return index < 0 ? null : (fields.splice(index, 1)[0]?.value ?? null);
  };
  const takeAll = (members: readonly (readonly [KindFieldId, string])[]): Json =>
    Object.fromEntries(members.map(([id, member]) => [member, take(id)]));
  switch (type) {
    case "login":
      return { login: loginOf(item, fields) };
    case "note":
      return { secureNote: { type: 0 } };
    case "card": {
      const [, year = null, month = null] = /^(\d{4})-(\d\d)$/.exec(expiryOf(fields)) ?? [];
      if (year !== null) take("expires");
      const expiry = { expMonth: month?.replace(/^0/, "") ?? null, expYear: year };
      return { card: { ...takeAll(CARD), ...expiry, code: take("security-code") } };
    }
    case "identity":
      return { identity: { ...takeAll(IDENTITY), username: item.username === "" ? null : item.username } };
    case "ssh-key":
      return { sshKey: takeAll(SSH_KEY) };
  }
}

const expiryOf = (fields: readonly ReadField[]): string =>
  fields.find(({ name }) => name === KIND_FIELDS.expires.name)?.value ?? "";

function loginOf(item: ReadItem, fields: ReadField[]): Json {
  const addresses = [item.url, ...item.moreUrls].filter((address) => address !== "");
  return {
    uris: addresses.map((uri) => ({ match: null, uri })),
    username: item.username === "" ? null : item.username,
    password: item.password === "" ? null : item.password,
    totp: item.totp === "" ? null : item.totp,
    fido2Credentials: takePasskeys(fields),
  };
}

/** A passkey that came from Bitwarden goes back unchanged. */
function takePasskeys(fields: ReadField[]): unknown[] {
  const passkeys: unknown[] = [];
  for (let index = fields.length - 1; index >= 0; index -= 1) {
    const field = fields[index];
    const passkey = field?.name.startsWith("Passkey ") ? parsed(field.value) : null;
    if (passkey === null) continue;
    passkeys.unshift(passkey);
    fields.splice(index, 1);
  }
  return passkeys;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "keyCurve" in value ? value : null;
  } catch {
    return null;
  }
}

/** Built-in values that the type has no place for. */
function outOfPlace(type: Kept, item: ReadItem): ReadField[] {
  const all: ReadField[] = [{ name: "Account", kind: "text", value: item.account }];
  if (type !== "login") {
    const addresses = [item.url, ...item.moreUrls];
    all.push(
      ...(type === "identity" ? [] : [{ name: "Username", kind: "text" as const, value: item.username }]),
      { name: "Password", kind: "hidden", value: item.password },
      { name: "otp", kind: "hidden", value: item.totp },
      ...addresses.map((value) => ({ name: "URL", kind: "text" as const, value })),
    );
  }
  return all.filter(({ value }) => value !== "");
}

const tagsField = ({ tags }: ReadItem): ReadField[] =>
  tags.length > 0 ? [{ name: "Tags", kind: "text", value: tags.join(", ") }] : [];

const fieldEntry = ({ name, kind, value }: ReadField): Json => ({
  name,
  value,
  type: kind === "hidden" ? 1 : 0,
  linkedId: null,
});

/** Newest first; null: none. */
function historyOf({ history = [] }: ReadItem): Json[] | null {
  const old = history
    .filter(({ password = "" }) => password !== "")
    .map(({ password, replacedAt }) => ({ lastUsedDate: iso(replacedAt), password }));
  return old.length > 0 ? old.toReversed() : null;
}

const bitwardenId = (sourceId: string | null): string =>
  /^bitwarden:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(sourceId ?? "")?.[1] ?? randomUUID();

const iso = (instant: number | undefined): string => new Date(instant ?? 0).toISOString();
