import { describe, expect, it } from "vitest";
import type { CustomField } from "./custom-fields.ts";
import { type KindFieldId, kindField } from "./kind-fields.ts";
import { setKindFields, setOtherFields, splitFields } from "./kind-values.ts";

const of = (id: KindFieldId, value: string): CustomField => {
  const { name, kind } = kindField(id);
  return { id, name, kind, value };
};
const own = (name: string, value = ""): CustomField => ({ name, kind: "text", value });
const names = (fields: readonly CustomField[]) => fields.map(({ name }) => name);

describe("the fields of a form", () => {
  it("are the kind's own, once each, and all others", () => {
    const fields = [own("Colour"), of("pin", "1"), of("pin", "2"), of("ssid", "home")];
    const { byId, others } = splitFields("card", fields);
    expect([...byId]).toEqual([["pin", { field: of("pin", "1"), index: 1 }]]);
    expect(others.map(({ index }) => index)).toEqual([0, 2, 3]);
    expect(splitFields("wifi", fields).byId.get("ssid")?.index).toBe(3);
  });

  it("get a kind's field in the kind's order, whatever comes first", () => {
    let fields = [own("Colour")];
    for (const id of ["security-code", "cardholder", "card-number"] as const)
      fields = setKindFields("card", fields, { [id]: "x" });
    expect(names(fields)).toEqual(["Cardholder", "Card number", "Security code", "Colour"]);
    expect(fields[1]).toEqual(of("card-number", "x"));
  });

  it("keep an order and a name that an import gave them, and lose what is emptied", () => {
    const fields: CustomField[] = [
      { id: "security-code", name: "CVC", kind: "hidden", value: "1" },
      of("cardholder", "Ada"),
    ];
    const changed = setKindFields("card", fields, { "security-code": "2" });
    expect(changed).toEqual([{ ...fields[0], value: "2" }, fields[1]]);
    expect(names(setKindFields("card", changed, { "security-code": "", pin: "" }))).toEqual(["Cardholder"]);
  });

  it("keep the kind's where they are when others are moved, added and removed", () => {
    const fields = [own("a"), of("pin", "1"), own("b"), own("c")];
    const set = (...others: string[]) =>
      names(
        setOtherFields(
          "card",
          fields,
          others.map((name) => own(name)),
        ),
      );
    expect(set("b", "a", "c")).toEqual(["b", "PIN", "a", "c"]);
    expect(set("a", "c")).toEqual(["a", "PIN", "c"]);
    expect(set("a", "b", "c", "d")).toEqual(["a", "PIN", "b", "c", "d"]);
    expect(set()).toEqual(["PIN"]);
  });
});
