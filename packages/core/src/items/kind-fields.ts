/** How a kind field's value is written, which decides how it is entered and shown. Left out: one line. */
export type KindFieldFormat =
  | "lines"
  /** Digits; shown in groups. */
  | "card-number"
  /** `YYYY-MM`. */
  | "month"
  /** Follows from the public key; kept for other programs to read. */
  | "fingerprint"
  /** `WPA`, `WEP` or `none`. */
  | "wifi-security";

interface KindFieldEntry {
  /** Its name in the record, where OpenPassPhrase 1 and other programs see a custom field. */
  readonly name: string;
  /** A custom field's. */
  readonly kind: "text" | "hidden" | "date";
  readonly format?: KindFieldFormat;
}

/**
 * Every field that a kind of item can have in addition to the built-in ones. Each is kept among the item's custom fields, with its id, so it
 * stays when the item's kind changes. Several kinds can share one.
 */
export const KIND_FIELDS = {
  cardholder: { name: "Cardholder", kind: "text" },
  brand: { name: "Brand", kind: "text" },
  "card-number": { name: "Card number", kind: "hidden", format: "card-number" },
  expires: { name: "Expires", kind: "text", format: "month" },
  "security-code": { name: "Security code", kind: "hidden" },
  pin: { name: "PIN", kind: "hidden" },
  title: { name: "Title", kind: "text" },
  "first-name": { name: "First name", kind: "text" },
  "middle-name": { name: "Middle name", kind: "text" },
  "last-name": { name: "Last name", kind: "text" },
  "full-name": { name: "Full name", kind: "text" },
  company: { name: "Company", kind: "text" },
  email: { name: "E-mail", kind: "text" },
  phone: { name: "Phone", kind: "text" },
  "address-1": { name: "Address 1", kind: "text" },
  "address-2": { name: "Address 2", kind: "text" },
  "address-3": { name: "Address 3", kind: "text" },
  "postal-code": { name: "Postal code", kind: "text" },
  city: { name: "City", kind: "text" },
  state: { name: "State", kind: "text" },
  country: { name: "Country", kind: "text" },
  "date-of-birth": { name: "Date of birth", kind: "date" },
  "place-of-birth": { name: "Place of birth", kind: "text" },
  gender: { name: "Gender", kind: "text" },
  "social-security-number": { name: "Social security number", kind: "hidden" },
  "passport-number": { name: "Passport number", kind: "hidden" },
  "licence-number": { name: "Licence number", kind: "hidden" },
  "private-key": { name: "Private key", kind: "hidden", format: "lines" },
  "public-key": { name: "Public key", kind: "text", format: "lines" },
  fingerprint: { name: "Fingerprint", kind: "text", format: "fingerprint" },
  "key-passphrase": { name: "Passphrase", kind: "hidden" },
  ssid: { name: "SSID", kind: "text" },
  security: { name: "Security", kind: "text", format: "wifi-security" },
  "licence-key": { name: "Licence key", kind: "hidden", format: "lines" },
  version: { name: "Version", kind: "text" },
  "licensed-to": { name: "Licensed to", kind: "text" },
  "order-number": { name: "Order number", kind: "text" },
  "purchase-date": { name: "Purchase date", kind: "date" },
  "valid-until": { name: "Valid until", kind: "date" },
  "account-holder": { name: "Account holder", kind: "text" },
  bank: { name: "Bank", kind: "text" },
  "routing-number": { name: "Routing number", kind: "text" },
  iban: { name: "IBAN", kind: "text" },
  bic: { name: "BIC", kind: "text" },
} as const satisfies Readonly<Record<string, KindFieldEntry>>;

export type KindFieldId = keyof typeof KIND_FIELDS;

export interface KindField extends KindFieldEntry {
  readonly id: KindFieldId;
}

export function isKindFieldId(value: unknown): value is KindFieldId {
  return typeof value === "string" && Object.hasOwn(KIND_FIELDS, value);
}

/** In the table's order. */
export const KIND_FIELD_IDS: readonly KindFieldId[] = Object.keys(KIND_FIELDS).filter(isKindFieldId);

export const kindField = (id: KindFieldId): KindField => ({ id, ...KIND_FIELDS[id] });
