import { describe, expect, it } from "vitest";
import { effLongWords } from "./eff-long-words.ts";
import { defaultWordList, parseWordList } from "./word-list.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** 17,576 words of three letters. */
const WORDS = [...LETTERS].flatMap((a) => [...LETTERS].flatMap((b) => [...LETTERS].map((c) => a + b + c)));

describe("parseWordList", () => {
  it("reads the EFF's own file, dice and all", () => {
    const file = effLongWords()
      .map((word, index) => `${11_111 + index}\t${word}`)
      .join("\n");
    expect(parseWordList(`${file}\n`)).toEqual(defaultWordList());
  });

  it("takes words of any script, composed, with either line end, and passes over empty lines", () => {
    const list = parseWordList(["Äpfel", "u\u0308ber", "", "слово", ...WORDS].join("\r\n"));
    expect(list).toMatchObject({ words: ["Äpfel", "über", "слово", ...WORDS], isPrefixFree: true });
  });

  it("notices when a word begins another", () => {
    expect(parseWordList(["in", ...WORDS, "abcdef"].join("\n"))).toMatchObject({ isPrefixFree: false });
  });

  it("says every line that is no word, too long, or there already, in other capitals too", () => {
    const text = ["two words", "semi-colon;", "x".repeat(41), "Abc", ...WORDS, "MASSE", "maße"].join("\n");
    expect(parseWordList(text)).toEqual([
      { kind: "no word", line: 1 },
      { kind: "no word", line: 2 },
      { kind: "too long", line: 3 },
      { kind: "twice", line: 5 + WORDS.indexOf("abc") },
      { kind: "twice", line: 6 + WORDS.length },
    ]);
  });

  it.each([0, 1, 999])("refuses a list of %d words", (count) => {
    expect(parseWordList(WORDS.slice(0, count).join("\n"))).toEqual([{ kind: "too few", count }]);
  });
});
