import { describe, expect, it } from "vitest";
import { isBuilding } from "./build.mjs";

describe("whether something is built", () => {
  it("shows in turbo's lines on tasks that it runs, not on those from its cache", () => {
    const cached = "@opp/web:build: cached, suppressing logs 0123\n";
    expect(isBuilding("")).toBe(false);
    expect(isBuilding(cached)).toBe(false);
    expect(isBuilding(`${cached}@opp/web:build: cache miss, executing 89ab\n`)).toBe(true);
    expect(isBuilding("@opp/web:build: cache bypass, force executing 89ab\n")).toBe(true);
  });
});
