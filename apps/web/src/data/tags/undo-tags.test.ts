import { changeTags, hasTag, replaceTag, tidyTags } from "@opp/core/tags/tag-list";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { undoTags } from "./undo-tags.ts";

const tag = fc.constantFrom("a", "A", "b", "é", "e", "c");
const list = fc.array(tag, { maxLength: 5 }).map(tidyTags);
const anyChange = fc.oneof(
  fc.tuple(list, list).map(
    ([add, remove]) =>
      (tags: readonly string[]) =>
        changeTags(tags, { add, remove }),
  ),
  fc.tuple(tag, fc.option(tag)).map(
    ([from, by]) =>
      (tags: readonly string[]) =>
        replaceTag(tags, from, by),
  ),
);

describe("undo of tags", () => {
  it("leaves what was there before, spelling and order too", () => {
    fc.assert(
      fc.property(list, anyChange, (before, change) => {
        expect(undoTags(before, change(before), change)).toEqual(before);
      }),
    );
  });

  it("keeps what someone else added in between, and doesn't restore what they removed", () => {
    const change = (tags: readonly string[]) => replaceTag(tags, "work", "job");
    expect(undoTags(["work", "old"], ["job", "theirs"], change)).toEqual(["theirs", "work"]);
    fc.assert(
      fc.property(list, list, anyChange, (known, there, doing) => {
        const undone = undoTags(known, doing(there), doing);
        for (const each of ["a", "b", "é", "c"])
          if (hasTag(known, each) === hasTag(doing(known), each))
            expect(hasTag(undone, each)).toBe(hasTag(doing(there), each));
      }),
    );
  });
});
