import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReadItem } from "../../model.ts";
import { parseCsv } from "../../parse/csv.ts";
import { readFile } from "../../recognise/read-file.ts";
import { writeBrowserCsv } from "./browser-csv.ts";
import { csvLoss } from "./csv-loss.ts";
import { writeFullCsv } from "./full-csv.ts";

const secrets = { password: null, keyFile: null };
const EMPTY: ReadItem = {
  sourceId: null,
  kind: null,
  name: "n",
  category: [],
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  password: "",
  totp: "",
  blob: "",
  fields: [],
  tags: [],
  favourite: false,
  trashed: false,
};

async function joined(pieces: AsyncIterable<string>) {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
const readBack = async (text: string) => readFile(new TextEncoder().encode(text), secrets);

/** Letters that have a meaning in CSV, in a spreadsheet, or in our own lists. */
const letter = fc.oneof(
  fc.constantFrom(..."=+-@\t'\"',;|/\\ é😀"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
);
const line = fc.string({ unit: letter, maxLength: 8 }).filter((text) => !/[\r\n]/.test(text));
const lines = fc.array(line, { maxLength: 3 }).map((parts) => parts.join("\n"));
const exact = fc
  .array(fc.oneof(line, fc.constantFrom("\r", "\n", "\r\n")), { maxLength: 4 })
  .map((parts) => parts.join(""));
const named = line.filter((text) => text.trim() !== "");
const url = line.map((text) => `https://x.example/${text}`);
const instant = fc.integer({ min: 0, max: 4e12 });

const items = fc.array(
  fc
    .record({
      kind: fc.constantFrom(null, "login", "card"),
      name: named,
      category: fc.array(named, { maxLength: 3 }),
      urls: fc.uniqueArray(url, { maxLength: 3 }),
      account: exact,
      username: exact,
      password: exact,
      totp: fc.constantFrom("", "otpauth://totp/?secret=JBSWY3DPEHPK3PXP"),
      blob: lines,
      fields: fc.array(fc.record({ name: named, kind: fc.constantFrom("text", "hidden"), value: lines }), {
        maxLength: 3,
      }),
      tags: fc.constantFrom([], ["one"], ["+two", "=three"]),
      favourite: fc.boolean(),
      trashed: fc.boolean(),
      instants: fc.record(
        { createdAt: instant, updatedAt: instant, passwordChangedAt: instant, deletedAt: instant },
        { requiredKeys: [] },
      ),
    })
    .map(
      ({ urls, instants, ...item }): ReadItem => ({
        sourceId: null,
        ...item,
        ...instants,
        url: urls[0] ?? "",
        moreUrls: urls.slice(1),
      }),
    ),
  { maxLength: 4 },
);

test.each([[false], [true]])(
  "our own CSV is read back unchanged; spreadsheet-safe: %s",
  async (spreadsheetSafe) => {
    await fc.assert(
      fc.asyncProperty(items, async (written) => {
        const text = await joined(writeFullCsv(written, { spreadsheetSafe }));
        const read = await readBack(text);
        expect(read.format).toBe("opp-csv");
        expect(read.items).toEqual(written);
        // Two cells that begin so without the mark might be those of a file that has lost it.
        const cells = parseCsv(text, { separator: "," }).records.flatMap((record) => record.cells);
        const isDoubtful = !spreadsheetSafe && cells.filter((cell) => /^'[=+\-@]/.test(cell)).length > 1;
        expect(read.notices).toEqual(
          isDoubtful ? [expect.objectContaining({ item: null, kind: "noted" })] : [],
        );
      }),
      { numRuns: 60 },
    );
  },
);

test("no cell of the spreadsheet-safe variant begins like a formula", async () => {
  await fc.assert(
    fc.asyncProperty(items, async (written) => {
      const text = await joined(writeFullCsv(written, { spreadsheetSafe: true }));
      const cells = parseCsv(text, { separator: "," }).records.flatMap((record) => record.cells);
      expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("our own CSV is read after a spreadsheet has saved it with other separators, and with columns of its owner", async () => {
  const read = await readBack("name;opp_csv;password;fields;Mine\r\nx;1;=p;not JSON;m\r\n");
  expect(read).toMatchObject({
    format: "opp-csv",
    items: [
      {
        name: "x",
        password: "=p",
        fields: [
          { name: "fields", kind: "hidden", value: "not JSON" },
          { name: "Mine", kind: "text", value: "m" },
        ],
      },
    ],
    notices: [{ item: "x", kind: "partly" }],
  });
});

test("apostrophes of a file that has lost its mark are kept, and the report says so", async () => {
  const read = await readBack("opp_csv,name,username,password\n1,x,'+41,'=1");
  expect(read).toMatchObject({
    items: [{ username: "'+41", password: "'=1" }],
    notices: [{ item: null, kind: "noted" }],
  });
});

const site = { ...EMPTY, url: "https://x.example", username: "u", password: "-1+2" };

test("a browser's CSV has logins of the web with a password, exactly", async () => {
  const text = await joined(
    writeBrowserCsv([
      { ...site, name: 'a "b"', blob: "line 1\nline 2" },
      { ...site, url: "ssh://x.example" },
      { ...site, password: "" },
      { ...site, trashed: true },
      { ...site, url: "app://x", moreUrls: ["https://y.example", "http://z.example"] },
    ]),
  );
  expect(text).toBe(
    'name,url,username,password,note\r\n"a ""b""",https://x.example,u,-1+2,"line 1\nline 2"\r\nn,https://y.example,u,-1+2,\r\n',
  );
  expect((await readBack(text)).format).toBe("chrome-csv");
});

test("a browser's CSV has a row for every address if that is wanted", async () => {
  const item = { ...site, moreUrls: ["https://y.example"] };
  expect((await joined(writeBrowserCsv([item], { everyAddress: true }))).split("\r\n")).toHaveLength(4);
});

test("what a CSV loses is counted before it is made", async () => {
  const rich: ReadItem = {
    ...site,
    name: "rich",
    category: ["c"],
    moreUrls: ["https://y.example"],
    totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
    fields: [{ name: "f", kind: "text", value: "v" }],
    tags: ["t"],
    favourite: true,
    account: "4711",
    createdAt: 1,
    history: [{ password: "old", replacedAt: 1 }],
    attachments: [{ name: "f", bytes: 0, sha256: "", read: async function* () {} }],
  };
  const all = [
    rich,
    { ...site, name: "gone", trashed: true },
    { ...EMPTY, name: "note" },
    { ...site, name: "empty", password: "" },
  ];
  expect(await csvLoss(all, { browser: true })).toEqual({
    written: 1,
    leftOut: [
      { name: "gone", why: "in the trash" },
      { name: "note", why: "no web address" },
      { name: "empty", why: "no password" },
    ],
    lost: new Map([
      ["category", 1],
      ["tags", 1],
      ["favourite", 1],
      ["account", 1],
      ["more addresses", 1],
      ["one-time code", 1],
      ["fields", 1],
      ["dates", 1],
      ["history", 1],
      ["files", 1],
    ]),
  });
  expect((await csvLoss([rich], { browser: true, everyAddress: true })).lost.has("more addresses")).toBe(
    false,
  );
  expect(await csvLoss(all, "full")).toEqual({
    written: 4,
    leftOut: [],
    lost: new Map([
      ["history", 1],
      ["files", 1],
    ]),
  });
});
