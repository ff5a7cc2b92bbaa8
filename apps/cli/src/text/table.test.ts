import { describe, expect, it } from "vitest";
import { fittedTable, tabbedLines } from "./table.ts";

const ROWS = [
  ["ID", "NAME", "USER NAME"],
  ["1", "Router", "admin"],
  ["12", "The bank with the very long name", "ada@example.com"],
];

describe("a table", () => {
  it("is as wide as its texts where there is room", () => {
    expect(fittedTable(ROWS, 80)).toBe(
      [
        "ID  NAME                              USER NAME",
        "1   Router                            admin",
        "12  The bank with the very long name  ada@example.com",
      ].join("\n"),
    );
  });

  it("is cut at its widest columns where there is none", () => {
    const lines = fittedTable(ROWS, 30).split("\n");
    expect(lines).toEqual([
      "ID  NAME          USER NAME",
      "1   Router        admin",
      "12  The bank wi…  ada@example…",
    ]);
  });

  it("counts what a terminal shows, not code units", () => {
    expect(
      fittedTable(
        [
          ["a", "b"],
          ["銀行🔑", "x"],
          ["e\u0301", "y"],
        ],
        80,
      ),
    ).toBe("a       b\n銀行🔑  x\ne\u0301       y");
  });

  it("lets no text of a vault command the terminal", () => {
    expect(fittedTable([["a"], ["\u001b[2J\nx"]], 80)).toBe("a\n\\u{1b}[2J\\u{a}x");
  });
});

describe("lines for programs", () => {
  it("have neither tabs nor line ends inside of their cells", () => {
    expect(tabbedLines([["1", "a\tb\nc"]])).toBe("1\ta\\u{9}b\\u{a}c");
  });
});
