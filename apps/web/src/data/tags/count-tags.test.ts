import { describe, expect, it } from "vitest";
import { countTags } from "./count-tags.ts";

describe("the tags of a vault", () => {
  it("are each there once, by name, with how many items have them", () => {
    const items = [
      { tags: ["zoo", "Work"] },
      { tags: ["work", "área"] },
      { tags: ["Work", "Zoo"] },
      { tags: [] },
    ];
    expect(countTags(items).map(({ name, count }) => [name, count])).toEqual([
      ["área", 1],
      ["Work", 3],
      ["zoo", 2],
    ]);
    expect(countTags([])).toEqual([]);
  });
});
