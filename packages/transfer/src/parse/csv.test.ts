import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { parseCsv } from "./csv.ts";

const cellsOf = (text: string, separator = ",") =>
  parseCsv(text, { separator }).records.map(({ cells }) => cells);

test.each([
  ["LF", "a,b\nc,d\n"],
  ["CRLF", "a,b\r\nc,d\r\n"],
  ["CR", "a,b\rc,d\r"],
  ["CR CR LF", "a,b\r\r\nc,d\r\r\n"],
  ["mixed", "a,b\r\nc,d"],
])("records end in %s", (_, text) => {
  expect(cellsOf(text)).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("a quoted cell holds separators, line ends and doubled quotes", () => {
  expect(cellsOf('"a,""b""\r\nc",""\nx,')).toEqual([
    ['a,"b"\r\nc', ""],
    ["x", ""],
  ]);
});

test("spaces belong to a cell, those around its quotes don't", () => {
  expect(cellsOf(' a , "b" ,"c" , d "e"')).toEqual([[" a ", "b", "c", ' d "e"']]);
});

test("an empty line is counted and yields no record; an empty quoted cell is one", () => {
  expect(parseCsv('a\n\n""\n', { separator: "," }).records).toEqual([
    { row: 1, cells: ["a"] },
    { row: 3, cells: [""] },
  ]);
});

describe("quotes of programs that don't double them", () => {
  test.each([
    ['a "quoted" word,x', ['a "quoted" word', "x"]],
    ['"say "hi" to",x', ['say "hi" to', "x"]],
    ['"quoted" word,x', ['"quoted" word', "x"]],
    ['"quoted" word,"x"', ['"quoted" word', "x"]],
    ['"two\nlines" and,x', ["two\nlines and", "x"]],
  ])("%s", (text, cells) => {
    expect(cellsOf(text)).toEqual([cells]);
  });
});

test("a quote that is never closed is a character, and the report names its row", () => {
  const read = parseCsv('a,b\n"c,d\ne,f', { separator: "," });
  expect(read.records.map(({ cells }) => cells)).toEqual([
    ["a", "b"],
    ['"c', "d"],
    ["e", "f"],
  ]);
  expect(read.notices).toEqual([{ row: 2, about: expect.stringContaining("never closed") }]);
});

test("KeePass 1's escapes are read when asked for", () => {
  const { records } = parseCsv(String.raw`"a\"b\\","c\\\",d"`, { separator: ",", backslash: true });
  expect(records[0]?.cells).toEqual(['a"b\\', 'c\\",d']);
});

test.each([
  ["columns", ",".repeat(IMPORT_LIMITS.csvColumns)],
  ["characters in a cell", "x".repeat(IMPORT_LIMITS.csvCellChars + 1)],
  ["characters", Array.from({ length: 4 }, () => "x".repeat(IMPORT_LIMITS.csvCellChars - 1)).join(",")],
])("a row over the limit of %s is refused with limit and number", (what, text) => {
  expect(() => cellsOf(text)).toThrow(
    expect.objectContaining({
      reason: "too-large",
      message: expect.stringMatching(`Row 1 of the table has \\d+ ${what}; `),
    }),
  );
});

test("more rows than the limit are refused", () => {
  expect(() => cellsOf("a,\n".repeat(IMPORT_LIMITS.rows + 1))).toThrow(
    expect.objectContaining({ reason: "too-large" }),
  );
});

test("whatever is written with doubled quotes is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "'", "é") });
  const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      records,
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom("\n", "\r\n"),
      (rows, separator, end) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((cells) => cells.map(quoted).join(separator) + end).join("");
        expect(cellsOf(text, separator)).toEqual(rows);
      },
    ),
  );
});
