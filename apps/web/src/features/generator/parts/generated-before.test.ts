import { afterEach, describe, expect, it } from "vitest";
import { forgetGenerated, generatedBefore, keepGenerated } from "./generated-before.ts";

const texts = () => generatedBefore.get().map(({ text }) => text);
afterEach(forgetGenerated);

describe("what was generated before", () => {
  it("is kept the latest first, each once, and twenty at most", () => {
    for (let i = 1; i <= 25; i++) keepGenerated(`made ${i}`, i);
    keepGenerated("made 20", 26);
    expect(texts().slice(0, 3)).toEqual(["made 20", "made 25", "made 24"]);
    expect(texts()).toHaveLength(20);
  });

  it("is forgotten on demand", () => {
    keepGenerated("made", 1);
    forgetGenerated();
    expect(texts()).toEqual([]);
  });
});
