import { describe, expect, test } from "vitest";
import { BETRAYING_WORDS, countBetrayingWords, findBetrayingWords, findGrowth } from "./plain-english.mjs";

const path = "apps/web/src/texts/en/session.ts";

describe("findBetrayingWords", () => {
  test.each([
    ['same: "Mind capitals and blanks."', ["Mind capitals", "blanks"]],
    ['text: "Everything is sealed anew."', ["anew"]],
    ['text: "Who forgets the passphrase sets a new one."', ["Who f"]],
    ['text: "Ask whoever runs it."', ["whoever"]],
    ['title: "No hit"', ["hit"]],
  ])("finds the words in %s", (text, words) => {
    const found = findBetrayingWords([{ path, text }]);
    for (const word of words) expect(found.join("\n")).toContain(word);
  });

  test("names the file, the line and what to write instead", () => {
    expect(findBetrayingWords([{ path, text: 'a: "Fine.",\nb: "A new user name",' }])).toEqual([
      `${path}:2 "user name": one word: "username"`,
    ]);
  });

  test("accepts plain sentences, and names of keys and codes", () => {
    const text =
      'nobody: "Select an item.",\n"log-in-failed": "Login failed. Check capital letters and spaces.",';
    expect(findBetrayingWords([{ path, text }])).toEqual([]);
  });

  test("reads the app's English texts only", () => {
    expect(findBetrayingWords([{ path: "packages/a/src/b.ts", text: "// written anew" }])).toEqual([]);
  });
});

describe("findGrowth", () => {
  const files = [
    { path: "packages/a/src/b.ts", text: "// written anew, by hand" },
    { path: "docs/a.md", text: "The file stands there.\n" },
    { path: "apps/web/public/a.json", text: "anew" },
  ];

  test("counts sources and documents, and nothing else", () => {
    expect(countBetrayingWords(files)).toBe(3);
  });

  test("reports a count above the ceiling, and accepts one at it", () => {
    expect(findGrowth(files, 3)).toEqual([]);
    expect(findGrowth(files, 2)).toHaveLength(1);
  });
});

test("every pattern says what to write instead", () => {
  for (const [pattern, advice] of BETRAYING_WORDS) {
    expect(pattern.flags).toContain("g");
    expect(advice.length).toBeGreaterThan(5);
  }
});
