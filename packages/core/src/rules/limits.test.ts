import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LIMITS } from "./limits.ts";

describe("LIMITS", () => {
  it("stand in docs/limits.md as they are, each with what it is of", () => {
    const document = readFileSync(join(import.meta.dirname, "../../../../docs/limits.md"), "utf8");
    const rows = [...document.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\| (.+?) +\|$/gm)];
    const written = rows.map(([, name, value]) => [name, Number(value?.replaceAll(",", ""))]);
    expect(written).toEqual(Object.entries(LIMITS));
  });
});
