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
    [
      "a few words",
      "apple\npear\n",
      "2 words are too few: a strong passphrase needs a list of at least 1000",
    ],
    ["sentences", "a fine line\n".repeat(9), "line 1 isn't one word of letters"],
    ["many sentences", "a fine line\n".repeat(9), "4 more lines like these"],
    ["repeated words", "apple\nApple\n", "line 2 repeats an earlier word"],
    ["bytes", Buffer.from([0xff, 0xfe]), "isn't valid UTF-8"],
    ["a huge file", "x".repeat(16 * 1024 * 1024 + 1), "larger than 16 MiB"],
  ])("refuses %s with a sentence", async (_what, content, sentence) => {
    await using folder = await tempFolder();
    const path = join(folder.path, "words");
    writeFileSync(path, content);
    expect(() => loadWordFile(path)).toThrow(sentence);
  });

  it("refuses what isn't there, and a folder", async () => {
    await using folder = await tempFolder();
    expect(() => loadWordFile(join(folder.path, "nowhere"))).toThrow("(ENOENT). Set OPP_WORDFILE=");
    expect(() => loadWordFile(folder.path)).toThrow("(EISDIR)");
  });
});
