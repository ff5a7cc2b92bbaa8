import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entryOf, FIELD_NAMES } from "../items/fields.ts";
import { LIMITS } from "./limits.ts";

const document = readFileSync(join(import.meta.dirname, "../../../../docs/limits.md"), "utf8");
const [general = "", ofFields = ""] = document.split("## Fields of an item");
const numberOf = (cell: string | undefined) => (cell ? Number(cell.replaceAll(",", "")) : undefined);

describe("LIMITS", () => {
  it("stand in docs/limits.md as they are, each with what it is of", () => {
    const rows = [...general.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\| (.+?) +\|$/gm)];
    const written = rows.map(([, name, value]) => [name, numberOf(value)]);
    expect(written).toEqual(Object.entries(LIMITS));
  });

  it("of the fields of an item stand there too", () => {
    const rows = [...ofFields.matchAll(/^\| `(\w+)` +\| ([\d,]*) +\| ([\d,]*) +\| (.+?) +\|$/gm)];
    const written = rows.map(([, name, chars, entries]) => [name, numberOf(chars), numberOf(entries)]);
    const limits = FIELD_NAMES.map((name) => {
      const entry = entryOf(name);
      return [
        name,
        "maxChars" in entry ? entry.maxChars : undefined,
        "maxEntries" in entry ? entry.maxEntries : undefined,
      ];
    });
    expect(written).toEqual(limits.filter(([, chars, entries]) => chars ?? entries));
  });
});
