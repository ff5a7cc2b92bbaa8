import type { CustomField } from "@opp/core/items/custom-fields";
import { describe, expect, it } from "vitest";
import { mergeFields } from "./merge-fields.ts";

const field = (name: string, value: string): CustomField => ({ name, kind: "text", value });
const PIN = field("PIN", "1");
const CARD = field("Card", "2");

describe("custom fields changed on two sides at once", () => {
  it("keep both changes where they are to different fields", () => {
    const mine = [field("PIN", "mine"), CARD];
    const theirs = [PIN, field("Card", "theirs")];
    expect(mergeFields([PIN, CARD], mine, theirs)).toEqual({
      fields: [field("PIN", "mine"), field("Card", "theirs")],
      clash: false,
    });
  });

  it("keep what either added, and leave out what either removed", () => {
    const merged = mergeFields([PIN, CARD], [CARD, field("Mine", "3")], [PIN, CARD, field("Theirs", "4")]);
    expect(merged.clash).toBe(false);
    expect(new Set(merged.fields)).toEqual(new Set([CARD, field("Mine", "3"), field("Theirs", "4")]));
  });

  it("clash where both changed one field differently; what only the other changed stays", () => {
    expect(
      mergeFields([PIN, CARD], [field("PIN", "mine"), CARD], [field("PIN", "theirs"), field("Card", "new")]),
    ).toEqual({ fields: [field("PIN", "mine"), field("Card", "new")], clash: true });
  });

  it("clash where one removed what the other changed", () => {
    expect(mergeFields([PIN], [], [field("PIN", "theirs")])).toEqual({ fields: [], clash: true });
    expect(mergeFields([PIN], [field("PIN", "mine")], [])).toEqual({
      fields: [field("PIN", "mine")],
      clash: true,
    });
  });

  it("don't clash where both made the same change", () => {
    expect(mergeFields([PIN], [field("PIN", "new")], [field("PIN", "new")]).clash).toBe(false);
  });

  it("follow the order of the side that changed it", () => {
    const names = (mine: CustomField[], theirs: CustomField[]) =>
      mergeFields([PIN, CARD], mine, theirs).fields.map(({ name }) => name);
    expect(names([CARD, PIN], [field("PIN", "9"), CARD])).toEqual(["Card", "PIN"]);
    expect(names([field("PIN", "9"), CARD], [CARD, PIN])).toEqual(["Card", "PIN"]);
  });

  it("count as one value if a name occurs twice", () => {
    const twins = [PIN, field("PIN", "2")];
    expect(mergeFields(twins, [PIN], [...twins, CARD])).toEqual({ fields: [PIN], clash: true });
  });
});
