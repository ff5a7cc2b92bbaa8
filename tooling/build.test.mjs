import { describe, expect, it } from "vitest";
import { isBuilding } from "./build.mjs";

describe("whether something is built", () => {
  it("is told by turbo's lines on tasks that it runs, not by those that it takes from its cache", () => {
    const cached =
      "@opp/web:build: cache hit, suppressing logs 0123\n@opp/cli:build: cache hit, replaying logs 4567\n";
    expect(isBuilding("")).toBe(false);
    expect(isBuilding(cached)).toBe(false);
    expect(isBuilding(`${cached}@opp/web:build: cache miss, executing 89ab\n`)).toBe(true);
    expect(isBuilding("@opp/web:build: cache bypass, force executing 89ab\n")).toBe(true);
  });
});
