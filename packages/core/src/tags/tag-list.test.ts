import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeTags, hasTag, mergeTags, replaceTag, tagKey, tidyTag, tidyTags } from "./tag-list.ts";

/** Letters, accents, blanks and what nobody sees: much falls together. */
const tag = fc.string({ unit: fc.constantFrom(..."aAbÀéß \u0301\u00ad\t\n\u200b🔑"), maxLength: 5 });
const list = fc.array(tag, { maxLength: 8 });
const keysOf = (tags: readonly string[]) => tags.map(tagKey);

describe("a tag", () => {
  it("is trimmed, composed and on one line", () => {
    expect(tidyTag("  Cafe\u0301 \n  au\tlait ")).toBe("Café au lait");
    expect(tidyTag(" \u00ad\u200b\n")).toBe("");
    expect(tidyTag("👩‍💻")).toBe("👩‍💻");
  });

  it("once tidied stays as it is", () => {
    fc.assert(
      fc.property(fc.oneof(tag, fc.string({ unit: "binary" })), (typed) => {
        const once = tidyTag(typed);
        expect(tidyTag(once)).toBe(once);
        expect(once).toBe(once.normalize("NFC").trim());
        expect(tagKey(once) === "").toBe(once === "");
      }),
    );
  });
});

describe("a list of tags", () => {
  it("has each once, in the spelling and at the place of the first", () => {
    expect(tidyTags(["Work", " ", "café", "WORK", "Cafe", "work "])).toEqual(["Work", "café"]);
  });

  it("is tidy whatever it is made of, and then stays as it is", () => {
    fc.assert(
      fc.property(list, (typed) => {
        const tags = tidyTags(typed);
        expect(new Set(keysOf(tags)).size).toBe(tags.length);
        expect(tags).not.toContain("");
        expect(tidyTags(tags)).toEqual(tags);
        for (const each of typed) expect(hasTag(tags, tidyTag(each))).toBe(tidyTag(each) !== "");
      }),
    );
  });
});

describe("a change of tags", () => {
  it("keeps the place and the spelling of what is there", () => {
    expect(changeTags(["Work", "Old", "Bank"], { add: ["work", "New"], remove: ["OLD", "none"] })).toEqual([
      "Work",
      "Bank",
      "New",
    ]);
  });

  it("is the same as on a set, in any sequence", () => {
    const change = fc.oneof(fc.record({ add: list, remove: list }), fc.record({ tag, by: fc.option(tag) }));
    fc.assert(
      fc.property(list, fc.array(change, { maxLength: 6 }), (start, changes) => {
        let tags = tidyTags(start);
        const model = new Set(keysOf(tags));
        for (const each of changes) {
          if ("add" in each) {
            const { add, remove } = { add: tidyTags(each.add), remove: tidyTags(each.remove) };
            tags = changeTags(tags, { add, remove });
            for (const key of keysOf(remove)) model.delete(key);
            for (const key of keysOf(add)) model.add(key);
          } else {
            const [from, by] = [tidyTag(each.tag), each.by === null ? null : tidyTag(each.by)];
            tags = replaceTag(tags, from, by);
            if (model.delete(tagKey(from)) && by !== null && by !== "") model.add(tagKey(by));
          }
          expect(new Set(keysOf(tags))).toEqual(model);
          expect(tidyTags(tags)).toEqual(tags);
        }
      }),
    );
  });
});

describe("a renamed tag", () => {
  it("stands where the old one stood, and becomes one with another of its name", () => {
    expect(replaceTag(["a", "b", "c"], "B", "new")).toEqual(["a", "new", "c"]);
    expect(replaceTag(["a", "b", "c"], "c", "A")).toEqual(["a", "b"]);
    expect(replaceTag(["work", "b"], "WORK", "Work")).toEqual(["Work", "b"]);
    expect(replaceTag(["a", "b"], "a", null)).toEqual(["b"]);
    expect(replaceTag(["a"], "b", "c")).toEqual(["a"]);
  });
});

describe("two who changed tags at once", () => {
  it("both have their way", () => {
    expect(mergeTags(["a", "b"], ["a", "mine"], ["b", "a", "theirs"])).toEqual(["a", "theirs", "mine"]);
    fc.assert(
      fc.property(list.map(tidyTags), list.map(tidyTags), list.map(tidyTags), (base, mine, theirs) => {
        const merged = mergeTags(base, mine, theirs);
        for (const each of [...base, ...mine, ...theirs]) {
          const [was, isMine, isTheirs] = [base, mine, theirs].map((tags) => hasTag(tags, each));
          expect(hasTag(merged, each)).toBe(was === isMine ? isTheirs : isMine);
        }
      }),
    );
  });
});
