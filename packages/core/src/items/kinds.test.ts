import { describe, expect, it } from "vitest";
import type { CustomField } from "./custom-fields.ts";
import { createFieldsMaker, createListedMaker } from "./field-values.ts";
import { WRITTEN_FIELDS } from "./fields.ts";
import { isKindFieldId, KIND_FIELD_IDS, kindField } from "./kind-fields.ts";
import { KIND_NAMES, kindEntry, kindFieldsOf, kindNamed, kindOf, withKindIds } from "./kinds.ts";

const BUILT_IN: readonly string[] = WRITTEN_FIELDS;
const field = (name: string, value: string, kind: CustomField["kind"] = "text"): CustomField => ({
  name,
  kind,
  value,
});

describe("the table of kinds", () => {
  it("places only fields that exist, each once, and no two of one name", () => {
    for (const kind of KIND_NAMES) {
      const layout: readonly string[] = kindEntry(kind).layout;
      expect(new Set(layout).size).toBe(layout.length);
      for (const each of layout) expect(isKindFieldId(each) || BUILT_IN.includes(each)).toBe(true);
      const names = kindFieldsOf(kind).map(({ name }) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("has a kind for every field of a kind, and no field with the id of a built-in one", () => {
    const used = new Set(KIND_NAMES.flatMap((kind) => kindFieldsOf(kind).map(({ id }) => id)));
    expect(KIND_FIELD_IDS.filter((id) => !used.has(id))).toEqual([]);
    expect(KIND_FIELD_IDS.filter((id) => BUILT_IN.includes(id))).toEqual([]);
  });

  it("keeps the ids and names that are in people's records", () => {
    expect(KIND_FIELD_IDS.map((id) => `${id}=${kindField(id).name}`)).toEqual([
      "cardholder=Cardholder",
      "brand=Brand",
      "card-number=Card number",
      "expires=Expires",
      "security-code=Security code",
      "pin=PIN",
      "title=Title",
      "first-name=First name",
      "middle-name=Middle name",
      "last-name=Last name",
      "full-name=Full name",
      "company=Company",
      "email=E-mail",
      "phone=Phone",
      "address-1=Address 1",
      "address-2=Address 2",
      "address-3=Address 3",
      "postal-code=Postal code",
      "city=City",
      "state=State",
      "country=Country",
      "date-of-birth=Date of birth",
      "place-of-birth=Place of birth",
      "gender=Gender",
      "social-security-number=Social security number",
      "passport-number=Passport number",
      "licence-number=Licence number",
      "private-key=Private key",
      "public-key=Public key",
      "fingerprint=Fingerprint",
      "key-passphrase=Passphrase",
      "ssid=SSID",
      "security=Security",
      "licence-key=Licence key",
      "version=Version",
      "licensed-to=Licensed to",
      "order-number=Order number",
      "purchase-date=Purchase date",
      "valid-until=Valid until",
      "account-holder=Account holder",
      "bank=Bank",
      "routing-number=Routing number",
      "iban=IBAN",
      "bic=BIC",
    ]);
    expect(KIND_NAMES.join(" ")).toBe("login card identity note ssh-key wifi licence bank document other");
  });
});

describe("a kind", () => {
  it("is a login where a record doesn't say, and other where a later version says more", () => {
    expect(kindOf(undefined)).toBe("login");
    expect(kindOf("card")).toBe("card");
    expect(kindOf("passkey")).toBe("other");
    expect(kindOf(7)).toBe("other");
  });

  it("is found by other words for it", () => {
    expect(kindNamed("wlan")).toBe("wifi");
    expect(kindNamed("license")).toBe("licence");
    expect(kindNamed("toString")).toBeNull();
  });
});

describe("the ids of a kind's fields", () => {
  it("are given by name, each once, and nothing else of the fields changes", () => {
    const fields = [
      field("Colour", "blue"),
      field("Card number", "4111", "hidden"),
      field("PIN", "1", "hidden"),
      field("pin", "2", "hidden"),
      field("Account holder", "Ada"),
    ];
    const known = withKindIds("card", fields);
    expect(known.map(({ id }) => id)).toEqual([undefined, "card-number", "pin", undefined, undefined]);
    expect(known.map(({ name, kind, value }) => ({ name, kind, value }))).toEqual(fields);
    expect(withKindIds("card", known)).toEqual(known);
    expect(withKindIds("bank", fields).map(({ id }) => id)).toEqual([
      undefined,
      undefined,
      "pin",
      undefined,
      "account-holder",
    ]);
  });

  it("stay what a source with other names gave", () => {
    const given: CustomField = { id: "pin", name: "Secret number", kind: "hidden", value: "1" };
    expect(withKindIds("card", [given, field("PIN", "2")])).toEqual([given, field("PIN", "2")]);
  });
});

describe("a record's fields", () => {
  const record = {
    kind: "card",
    fields: [
      { id: "card-number", name: "Card number", kind: "hidden", value: "4111" },
      { id: "from-the-future", name: "Chip", kind: "text", value: "x" },
    ],
  };

  it("have their ids, but for those that this version doesn't know", () => {
    const { kind, fields } = createFieldsMaker({})(record);
    expect(kind).toBe("card");
    expect(fields).toEqual([record.fields[0], { name: "Chip", kind: "text", value: "x" }]);
  });

  it("are listed with kind and ids, and without what is hidden", () => {
    const { kind, fields } = createListedMaker({})(record);
    expect(kind).toBe("card");
    expect(fields[0]).toEqual({ id: "card-number", name: "Card number", kind: "hidden", value: null });
    expect(createListedMaker({})({ name: "Bank" }).kind).toBe("login");
  });
});
