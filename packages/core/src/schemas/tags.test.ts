import { describe, expect, it } from "vitest";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { itemChange, newItem } from "./items.ts";
import { tagReplacement, tags, tagsChange } from "./tags.ts";

const problemOf = (schema: typeof tags | typeof tagsChange | typeof tagReplacement, value: unknown) =>
  schema.safeParse(value).error?.issues[0]?.message;
const many = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`);

describe("the tags of an item", () => {
  it("are tidied on their way in", () => {
    expect(newItem.parse({ tags: [" Work ", "", "work", "Cafe\u0301"] }).tags).toEqual(["Work", "Café"]);
    expect(itemChange.parse({ id: 1, revision: 1, tags: [" "] }).tags).toEqual([]);
    expect(newItem.parse({}).tags).toBeUndefined();
  });

  it("are refused with what is wrong", () => {
    expect(problemOf(tags, "work")).toBe("tags must be a list of strings.");
    expect(problemOf(tags, [7])).toBe("A tag must be text.");
    expect(problemOf(tags, ["a,b"])).toBe("A tag can't contain a comma: commas separate tags.");
    expect(problemOf(tags, ["x".repeat(ITEM_FIELDS.tags.maxChars + 1)])).toBe(
      "A tag has at most 100 characters.",
    );
    expect(tags.safeParse([` ${"x".repeat(ITEM_FIELDS.tags.maxChars)} `]).success).toBe(true);
    expect(tags.safeParse(many(ITEM_FIELDS.tags.maxEntries)).success).toBe(true);
    expect(problemOf(tags, many(ITEM_FIELDS.tags.maxEntries + 1))).toBe("An item has at most 50 tags.");
  });
});

describe("a change of tags", () => {
  it("says what comes or what goes, and no tag in both", () => {
    expect(problemOf(tagsChange, { ids: [1], add: [" "], remove: [] })).toBe(
      "List at least one tag to add or remove.",
    );
    expect(problemOf(tagsChange, { ids: [1], add: ["Work"], remove: ["work"] })).toBe(
      "You can't add and remove the same tag at once.",
    );
    expect(problemOf(tagsChange, { ids: [], add: ["a"], remove: [] })).toBe("List at least one id.");
    expect(problemOf(tagReplacement, { tag: " ", by: null })).toBe("A tag needs a name.");
    expect(problemOf(tagReplacement, { tag: "a", by: "" })).toBe("A tag needs a name.");
    expect(tagReplacement.parse({ tag: " a ", by: "b " })).toEqual({ tag: "a", by: "b" });
  });
});
