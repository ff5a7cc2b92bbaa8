import { expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";
import { detectTable } from "./detect-table.ts";

const detect = (text: string, selected?: string) =>
  detectTable(decodeText(new TextEncoder().encode(text)), selected);

test.each([
  ["a;b;c\nd;e;f", ";"],
  ["a\tb\nc,d\te", "\t"],
  ["a|b\nc|d", "|"],
  ["Router,admin,a;b;c;d\nMail,ada,x;y;z;w", ","],
  ["name,url,username,password\na;b;c;d,x;y;z;w\n1;2;3;4\n5;6;7;8", ","],
  ["name;url;username;password\nx,https://a.example/?b=1,2;u,v;w,x;", ";"],
  ["", ","],
])("the separator of %j is %j", (text, separator) => {
  expect(detect(text).separator).toBe(separator);
});

test("Excel's sep= line is obeyed and dropped; the owner's choice overrides it", () => {
  expect(detect("sep=|\r\na|b,c\r\n")).toMatchObject({
    separator: "|",
    records: [{ row: 1, cells: ["a", "b,c"] }],
  });
  expect(detect("sep=|\na|b,c", ",").records).toEqual([{ row: 1, cells: ["a|b", "c"] }]);
});

test("escaped quotes count where doubled ones give uneven records", () => {
  const { records } = detect('"Account","Login Name","Password"\n"a \\"x\\", b","u","p\\\\"\n');
  expect(records[1]?.cells).toEqual(['a "x", b', "u", "p\\"]);
  expect(detect('"a\\","b"\n"c","d"').records[0]?.cells).toEqual(["a\\", "b"]);
});

test("line ends inside of cells become LF, NUL characters are dropped with a notice", () => {
  const table = detect('a,"b\r\nc\0"\n');
  expect(table.records[0]?.cells).toEqual(["a", "b\nc"]);
  expect(table.notices).toEqual([{ about: "NUL characters were dropped" }]);
});

test("our own CSV is kept to the letter", () => {
  const table = detect('opp_csv,"password"\n1,"p\r\n\0"\n');
  expect(table.records[1]?.cells).toEqual(["1", "p\r\n\0"]);
});
