import { changeTags } from "@opp/core/tags/tag-list";
import { describe, expect, it } from "vitest";
import { type Choice, changeOf, sharesOf, tagTyped, toggle } from "./tag-choice.ts";

const items = [{ tags: ["all", "Some"] }, { tags: ["all"] }];
const shares = sharesOf(items);
const click = (choice: Choice, name: string) => toggle(choice, name, shares.shareOf(name));

describe("the tags of several items", () => {
  it("say whether all, some or none have one", () => {
    expect(["ALL", "some", "none"].map(shares.shareOf)).toEqual(["all", "some", "none"]);
  });

  it("the first click adds to all, the second removes from all, the third changes nothing", () => {
    const once = click(new Map(), "some");
    const twice = click(once, "some");
    const thrice = click(twice, "some");
    expect([once, twice, thrice].map((choice) => changeOf(shares, choice))).toEqual([
      { add: ["some"], remove: [] },
      { add: [], remove: ["some"] },
      { add: [], remove: [] },
    ]);
  });

  it("are changed only if they differ from the selection", () => {
    let choice: Choice = new Map();
    for (const name of ["all", "new", "new", "other"]) choice = click(choice, name);
    const change = changeOf(shares, choice);
    expect(change).toEqual({ add: ["other"], remove: ["all"] });
    expect(items.map(({ tags }) => changeTags(tags, change))).toEqual([["Some", "other"], ["other"]]);
  });

  it("typed text means the existing tag, whatever its spelling", () => {
    expect(tagTyped(" WORK ", ["Work"])).toBe("Work");
    expect(tagTyped("a,b", [])).toBe("a b");
    expect(tagTyped(" , ", ["Work"])).toBe("");
  });
});
