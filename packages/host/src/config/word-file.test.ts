import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { effLongWords } from "@opp/core/generator/eff-long-words";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { loadWordFile } from "./word-file.ts";

describe("loadWordFile", () => {
  it("reads a list", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "words");
    writeFileSync(path, effLongWords().join("\n"));
    expect(loadWordFile(path).words).toEqual(effLongWords());
  });

  it.each([
    ["a few words", "apple\npear\n", "there are 2, and 1000 are the fewest"],
    ["sentences", "a fine line\n".repeat(9), "line 1 is not one word of letters"],
    ["many sentences", "a fine line\n".repeat(9), "4 more lines like these"],
    ["repeated words", "apple\nApple\n", "the word in line 2 was there before"],
    ["bytes", Buffer.from([0xff, 0xfe]), "no UTF-8 text"],
    ["a huge file", "x".repeat(16 * 1024 * 1024 + 1), "larger than 16 MiB"],
  ])("refuses %s with a sentence", async (_what, content, sentence) => {
    await using folder = await tempFolder();
    const path = join(folder.path, "words");
    writeFileSync(path, content);
    expect(() => loadWordFile(path)).toThrow(sentence);
  });

  it("refuses what isn't there, and a folder", async () => {
    await using folder = await tempFolder();
    expect(() => loadWordFile(join(folder.path, "nowhere"))).toThrow("(ENOENT). Write OPP_WORDFILE=");
    expect(() => loadWordFile(folder.path)).toThrow("(EISDIR)");
  });
});
