import { cardExpiry } from "../../build/card-expiry.ts";
import type { DraftField } from "../../build/collect-items.ts";
import { type FieldNames, namedFields } from "../../build/unknown-fields.ts";
import { record, text } from "../../parse/unknown-values.ts";

interface ObjectKind {
  /** The item type's number in Bitwarden. */
  readonly type: number;
  readonly kind: string;
  readonly names: FieldNames;
  /** Members that have their own places. */
  readonly username?: string;
  readonly account?: string;
}

const PERSON: FieldNames = {
  title: "Title",
  firstName: "First name",
  middleName: "Middle name",
  lastName: "Last name",
  address1: "Address 1",
  address2: "Address 2",
  address3: "Address 3",
  city: "City",
  state: "State",
  postalCode: "Postal code",
  country: "Country",
  company: "Company",
  email: "E-mail",
  phone: "Phone",
  ssn: ["Social security number", "hidden"],
  passportNumber: ["Passport number", "hidden"],
  licenseNumber: ["Licence number", "hidden"],
  gender: "Gender",
  sex: "Gender",
  dateOfBirth: "Date of birth",
  birthPlace: "Place of birth",
  placeOfBirth: "Place of birth",
};

/** The objects of an item, by their members' names; a new type of Bitwarden's is one entry here. */
export const OBJECT_KINDS: Readonly<Record<string, ObjectKind>> = {
  card: {
    type: 3,
    kind: "card",
    names: {
      cardholderName: "Cardholder",
      brand: "Brand",
      number: ["Card number", "hidden"],
      expires: "Expires",
      code: ["Security code", "hidden"],
    },
  },
  identity: { type: 4, kind: "identity", username: "username", names: PERSON },
  sshKey: {
    type: 5,
    kind: "ssh-key",
    names: {
      privateKey: ["Private key", "hidden"],
      publicKey: "Public key",
      keyFingerprint: "Fingerprint",
      fingerprint: "Fingerprint",
    },
  },
  bankAccount: {
    type: 6,
    kind: "bank",
    account: "accountNumber",
    names: {
      bankName: "Bank",
      nameOnAccount: "Account holder",
      accountType: "Account type",
      routingNumber: "Routing number",
      branchNumber: "Branch number",
      pin: ["PIN", "hidden"],
      swiftCode: "BIC",
      iban: "IBAN",
      bankContactPhone: "Phone",
    },
  },
  driversLicense: { type: 7, kind: "identity", names: PERSON },
  passport: { type: 8, kind: "identity", names: PERSON },
};

export const objectOfType = (type: number | undefined): string | undefined =>
  Object.keys(OBJECT_KINDS).find((name) => OBJECT_KINDS[name]?.type === type);

export function objectFields(
  name: string,
  value: unknown,
): { fields: DraftField[]; username: string; account: string } {
  const source = record(value);
  const entry = OBJECT_KINDS[name];
  if (!entry) return { fields: [], username: "", account: "" };
  const { username, account, names } = entry;
  const rest = Object.entries(name === "card" ? withExpiry(source) : source).filter(
    ([key]) => key !== username && key !== account,
  );
  return {
    fields: namedFields(Object.fromEntries(rest), names),
    username: username === undefined ? "" : text(source[username]),
    account: account === undefined ? "" : text(source[account]),
  };
}

/** Month and year are one field, in the place of the month. */
function withExpiry(card: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const expires = cardExpiry(text(card["expMonth"]), text(card["expYear"]));
  const renamed = Object.entries(card).flatMap(([key, value]): [string, unknown][] => {
    if (key === "expYear") return "expMonth" in card ? [] : [["expires", expires]];
    return key === "expMonth" ? [["expires", expires]] : [[key, value]];
  });
  return Object.fromEntries(renamed);
}
