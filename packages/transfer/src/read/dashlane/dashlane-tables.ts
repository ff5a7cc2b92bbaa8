import { cardExpiry } from "../../build/card-expiry.ts";
import type { Draft, DraftField } from "../../build/collect-items.ts";
import { realDay } from "../../parse/unknown-values.ts";
import { splitAddresses } from "../table/cell-values.ts";

type Get = (...columns: readonly string[]) => string;

/** A table of the zip: the columns that `draft` places; all others become fields. */
export interface DashlaneTable {
  readonly file: string;
  readonly columns: readonly string[];
  readonly draft: (get: Get) => Draft;
}

const ID_NUMBERS: Readonly<Record<string, string>> = {
  passport: "Passport number",
  driving_license: "Licence number",
  driving_licence: "Licence number",
  license: "Licence number",
  social_security: "Social security number",
  id_card: "ID number",
  card: "ID number",
  tax_number: "Tax number",
};

/** In the order in which the items are read. */
export const DASHLANE_TABLES: readonly DashlaneTable[] = [
  {
    file: "credentials.csv",
    columns: "username username2 username3 title password note url category otpUrl otpSecret otpUri".split(
      " ",
    ),
    draft: (get) => ({
      kind: "login",
      name: get("title"),
      urls: splitAddresses(get("url")),
      categories: get("category") === "" ? [] : [[get("category")]],
      username: get("username"),
      password: get("password"),
      codes: [{ text: get("otpurl", "otpuri", "otpsecret") }],
      blob: get("note"),
      fields: [
        { name: "User name 2", value: get("username2") },
        { name: "User name 3", value: get("username3") },
      ],
    }),
  },
  {
    file: "payments.csv",
    columns:
      "type account_name account_holder cc_number code expiration_month expiration_year routing_number account_number country issuing_bank name note".split(
        " ",
      ),
    draft: (get) => {
      const isCard = get("type") !== "bank" && (get("type") !== "" || get("cc_number") !== "");
      return {
        kind: isCard ? "card" : "bank",
        name: get("account_name", "name") || named(get("account_holder"), get("type")),
        account: get("account_number"),
        blob: get("note"),
        fields: [
          { name: isCard ? "Cardholder" : "Account holder", value: get("account_holder") },
          { name: "Card number", kind: "hidden", value: get("cc_number") },
          { name: "Security code", kind: "hidden", value: get("code") },
          { name: "Expires", value: cardExpiry(get("expiration_month"), get("expiration_year")) },
          { name: "Routing number", value: get("routing_number") },
          { name: "Country", value: get("country") },
          { name: "Bank", value: get("issuing_bank") },
        ],
      };
    },
  },
  {
    file: "ids.csv",
    columns: "type number name issue_date expiration_date place_of_issue state".split(" "),
    draft: (get) => ({
      kind: "identity",
      name: named(get("name"), get("type")),
      fields: [
        { name: idNumber(get("type")), kind: "hidden", value: get("number") },
        { name: "Full name", value: get("name") },
        dateField("Issued", get("issue_date")),
        dateField("Expires", get("expiration_date")),
        { name: "Place of issue", value: get("place_of_issue") },
        { name: "State", value: get("state") },
      ],
    }),
  },
  {
    file: "personalInfo.csv",
    columns:
      "type title first_name middle_name last_name login date_of_birth place_of_birth email email_type item_name phone_number address country state city zip address_recipient address_building address_apartment address_floor address_door_code job_title url".split(
        " ",
      ),
    draft: (get) => {
      const person = ["first_name", "middle_name", "last_name"].map((column) => get(column));
      const whole = person.filter((part) => part !== "").join(" ");
      return {
        kind: "identity",
        name: get("item_name") || named(whole, get("type")),
        urls: [get("url")],
        username: get("login"),
        fields: [
          { name: "Title", value: get("title") },
          { name: "First name", value: get("first_name") },
          { name: "Middle name", value: get("middle_name") },
          { name: "Last name", value: get("last_name") },
          dateField("Date of birth", get("date_of_birth")),
          { name: "Place of birth", value: get("place_of_birth") },
          { name: "E-mail", value: get("email") },
          { name: "E-mail type", value: get("email_type") },
          { name: "Phone", value: get("phone_number") },
          { name: "Address 1", value: get("address") },
          { name: "Country", value: get("country") },
          { name: "State", value: get("state") },
          { name: "City", value: get("city") },
          { name: "Postal code", value: get("zip") },
          { name: "Recipient", value: get("address_recipient") },
          { name: "Building", value: get("address_building") },
          { name: "Apartment", value: get("address_apartment") },
          { name: "Floor", value: get("address_floor") },
          { name: "Door code", kind: "hidden", value: get("address_door_code") },
          { name: "Job title", value: get("job_title") },
        ],
      };
    },
  },
  {
    file: "wifi.csv",
    columns: "ssid passphrase password encryption_type encriptionType hidden name title note".split(" "),
    draft: (get) => ({
      kind: "wifi",
      name: get("name", "title", "ssid"),
      password: get("passphrase", "password"),
      blob: get("note"),
      fields: [
        { name: "SSID", value: get("ssid") },
        { name: "Security", value: get("encryption_type", "encriptiontype") },
        { name: "Hidden", value: get("hidden") },
      ],
    }),
  },
  {
    file: "securenotes.csv",
    columns: ["title", "note"],
    draft: (get) => ({ kind: "note", name: get("title"), blob: get("note") }),
  },
];

const idNumber = (type: string): string =>
  Object.hasOwn(ID_NUMBERS, type) ? (ID_NUMBERS[type] ?? "Number") : "Number";

/** What has no title is named by whose it is and what. */
const named = (name: string, type: string): string =>
  [name, type === "" ? "" : `(${type})`].filter((part) => part !== "").join(" ");

function dateField(name: string, value: string): DraftField {
  const day = realDay(value);
  return day === "" ? { name, value } : { name, kind: "date", value: day };
}
