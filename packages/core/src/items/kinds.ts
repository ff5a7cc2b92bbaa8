import type { CustomField } from "./custom-fields.ts";
import { isKindFieldId, type KindField, type KindFieldId, kindField } from "./kind-fields.ts";

/** Fields of the field table that a kind can place. Notes and `moreUrls` follow from `blob` and `url`. */
export type PlacedBuiltIn = "username" | "account" | "password" | "totp" | "url" | "blob";

interface KindEntry {
  /** Its name in English, for `opp`. */
  readonly label: string;
  /** What else search takes for it. */
  readonly aliases?: readonly string[];
  /** What its form asks for, in this order. Whatever else an item has is shown as well, after these. */
  readonly layout: readonly KindPart[];
  /** The order of its view, where that differs. */
  readonly viewed?: readonly KindPart[];
  /** What a list says of it, next to its name. */
  readonly summary?: KindFieldId;
}

export type KindPart = PlacedBuiltIn | KindFieldId;

/**
 * Every kind of item. A kind is a form over what every item has: another kind shows other fields, and none is lost. A new kind is
 * one entry here, with its fields in kind-fields.ts; the web app's icon and a language's names are the rest, and the compiler asks
 * for those.
 */
export const KINDS = {
  login: {
    label: "Login",
    layout: ["username", "account", "password", "totp", "url"],
    viewed: ["username", "password", "totp", "url", "account"],
  },
  card: {
    label: "Card",
    summary: "cardholder",
    layout: [
      "cardholder",
      "brand",
      "card-number",
      "expires",
      "security-code",
      "pin",
      "country",
      "postal-code",
      "url",
    ],
  },
  identity: {
    label: "Identity",
    summary: "full-name",
    layout: [
      "title",
      "first-name",
      "middle-name",
      "last-name",
      "full-name",
      "username",
      "company",
      "email",
      "phone",
      "address-1",
      "address-2",
      "address-3",
      "postal-code",
      "city",
      "state",
      "country",
      "date-of-birth",
      "place-of-birth",
      "gender",
      "social-security-number",
      "passport-number",
      "licence-number",
    ],
  },
  note: { label: "Note", aliases: ["notes"], layout: ["blob"] },
  "ssh-key": {
    label: "SSH key",
    aliases: ["ssh"],
    layout: ["private-key", "public-key", "fingerprint", "key-passphrase", "username", "url"],
  },
  wifi: {
    label: "Wi-Fi",
    aliases: ["wi-fi", "wlan"],
    summary: "ssid",
    layout: ["ssid", "password", "security"],
  },
  licence: {
    label: "Software licence",
    aliases: ["license"],
    summary: "version",
    layout: [
      "licence-key",
      "version",
      "licensed-to",
      "company",
      "email",
      "order-number",
      "purchase-date",
      "valid-until",
      "url",
    ],
  },
  bank: {
    label: "Bank account",
    summary: "bank",
    layout: [
      "bank",
      "account-holder",
      "account",
      "routing-number",
      "iban",
      "bic",
      "pin",
      "country",
      "username",
      "password",
      "url",
    ],
  },
  document: { label: "Document", layout: [] },
  other: { label: "Other", layout: ["username", "password", "url"] },
} as const satisfies Readonly<Record<string, KindEntry>>;

export type Kind = keyof typeof KINDS;

/** What an item is that doesn't say. */
export const DEFAULT_KIND = "login" satisfies Kind;

export function isKind(value: unknown): value is Kind {
  return typeof value === "string" && Object.hasOwn(KINDS, value);
}

/** In the table's order. */
export const KIND_NAMES: readonly Kind[] = Object.keys(KINDS).filter(isKind);

export const kindEntry = (kind: Kind): KindEntry => KINDS[kind];

/** The kind that a record names. One that a later version wrote is shown with whatever it has. */
export const kindOf = (value: unknown): Kind => {
  if (value === undefined || value === "") return DEFAULT_KIND;
  return isKind(value) ? value : "other";
};

/** The kind that someone names in a search or an option, in lower case; null: there is none. */
export const kindNamed = (text: string): Kind | null =>
  KIND_NAMES.find((kind) => kind === text || kindEntry(kind).aliases?.includes(text)) ?? null;

/** A kind's own fields, in its order. */
export const kindFieldsOf = (kind: Kind): readonly KindField[] =>
  kindEntry(kind).layout.filter(isKindFieldId).map(kindField);

/**
 * The fields with the ids of the kind's own, which are recognised by their names. Each id is given once, to the first of its name;
 * the fields' order, names, kinds and values stay, as do ids that they have.
 */
export function withKindIds(kind: Kind, fields: readonly CustomField[]): CustomField[] {
  const given = new Set(fields.map(({ id }) => id));
  const idsByName = new Map(kindFieldsOf(kind).map(({ id, name }) => [name.toLowerCase(), id]));
  return fields.map((field) => {
    const id = field.id === undefined ? idsByName.get(field.name.trim().toLowerCase()) : undefined;
    if (id === undefined || given.has(id)) return field;
    given.add(id);
    return { id, ...field };
  });
}
