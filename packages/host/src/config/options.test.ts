import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environmentName } from "./option.ts";
import { ALL_OPTIONS } from "./options.ts";

const DOCUMENT = readFileSync(join(import.meta.dirname, "../../../../docs/configuration.md"), "utf8");

describe("the options", () => {
  it("stand in docs/configuration.md as they are in the code, in the same order", () => {
    const rows = DOCUMENT.split("\n").filter((line) => line.startsWith("| `"));
    const written = rows.map((row) =>
      row
        .split(/\s*\|\s*/)
        .slice(1, -1)
        .join(" | "),
    );
    expect(written).toEqual(
      ALL_OPTIONS.map(({ name, byDefault, meaning }) => `\`${name}\` | ${byDefault} | ${meaning}`),
    );
  });

  it.each(ALL_OPTIONS.map((option) => [option.name, option] as const))(
    "gives %s an example that it takes itself",
    (_name, option) => {
      const example = option.isSecret ? "Zq8-long-and-made-by-a-generator-7Kx" : option.example;
      expect(() => option.read(example)).not.toThrow();
    },
  );

  it("have names that are the same in a file and, in capitals, in the environment", () => {
    for (const { name } of ALL_OPTIONS) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(environmentName(name).slice(4).toLowerCase()).toBe(name);
    }
  });
});
