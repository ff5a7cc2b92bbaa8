import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Format } from "../formats.ts";
import type { Read } from "../model.ts";
import { readTable, readWithMapping } from "../read/csv/read-table.ts";
import { ImportRefusal } from "../refusal.ts";
import { COLUMN_TARGETS } from "../table-choices.ts";
import { fixture } from "../testing/fixtures.ts";
import { readFile } from "./read-file.ts";

/** One seed, so that a find fails on every machine or on none. */
const SEED = 13;
const fixtures = join(import.meta.dirname, "../../fixtures");
const files = readdirSync(fixtures)
  .filter((folder) => /-csv$|^otpauth-/.test(folder))
  .flatMap((folder) =>
    readdirSync(join(fixtures, folder))
      .filter((file) => !file.endsWith(".json"))
      .map((file) => fixture(folder, file)),
  );

const FORMATS: readonly (Format | undefined)[] = [
  undefined,
  "opp-csv",
  "bitwarden-csv",
  "1password-csv",
  "lastpass-csv",
  "chrome-csv",
  "firefox-csv",
  "safari-csv",
  "protonpass-csv",
  "keepassxc-csv",
  "keeper-csv",
  "nordpass-csv",
  "roboform-csv",
  "aliasvault-csv",
  "otpauth-uris",
  "otpauth-migration",
  "csv",
];

/** Whatever it is, it is read or refused. */
async function readOrRefusal(bytes: Uint8Array, format?: Format): Promise<Read | ImportRefusal> {
  try {
    return await readFile(bytes, { password: null, keyFile: null, format });
  } catch (error) {
    if (error instanceof ImportRefusal) return error;
    throw error;
  }
}

const edit = fc.record({
  at: fc.nat(4000),
  cut: fc.nat(30),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom('"', ",", "\n", "\r\r\n", '""', '","', "\\", ";", "\0", ":", "{[", "&amp;")
      .map((text) => Buffer.from(text)),
  ),
});

test("a damaged table or list is read or refused, whatever format it is taken for", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...FORMATS),
      async (file, edits, format) => {
        let bytes = Buffer.from(file);
        for (const { at, cut, put } of edits) {
          const place = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
        }
        await readOrRefusal(bytes, format);
      },
    ),
    { seed: SEED, numRuns: 250 },
  );
});

const headers = fc.constantFrom(
  ..."name,url,username,password,note,notes,title,otpauth,favorite,archived,tags,extra,grouping,fav,totp,httpRealm,formActionOrigin,guid,timeCreated,type,createTime,modifyTime,vault,email,autofillUrls,Group,Last Modified,cardholdername,cardnumber,expirydate,custom_fields,additional_urls,MatchUrl,RfFieldsV2,Login,Pwd,ServiceName,CurrentPassword,ServiceUrl,AliasBirthDate,CreatedAt,folder,fields,login_uri,login_username,login_password,opp_csv,opp_spreadsheet_safe,category,created".split(
    ",",
  ),
);
const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "",
    "http://sn",
    "http://group",
    "NoteType:Server\nUsername:a",
    "NoteType:Custom_1\n:x\nNotes:",
    "[{}]",
    "[null]",
    "{",
    "null",
    "-1",
    "1e400",
    "99999999999999999",
    "12/31/9999",
    "note",
    "folder",
    "creditCard",
    "TFC:Keeper",
    "a\\b",
    "////",
    "'=1",
    "otpauth://x",
  ),
);

test("a table of any columns is read or refused", async () => {
  const rows = fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(headers, { maxLength: 12 }),
      rows,
      fc.constantFrom(...FORMATS),
      async (header, records, format) => {
        const line = (cells: readonly string[]) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
        await readOrRefusal(Buffer.from([header, ...records].map(line).join("\n")), format);
      },
    ),
    { seed: SEED, numRuns: 250 },
  );
});

test("each text of a table is somewhere in its items, unless its owner skips the column", () => {
  const targets = fc.array(
    fc.constantFrom(...COLUMN_TARGETS.filter((target) => target !== "favourite" && target !== "skip")),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(
      targets,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      (mapping, widths) => {
        let count = 0;
        const cells = widths.map((width) => Array.from({ length: width }, () => `!${(count += 1)}!`));
        const bytes = Buffer.from(cells.map((row) => row.join(",")).join("\n"));
        const found = JSON.stringify(
          readWithMapping(bytes, { separator: ",", header: false, mapping }).items,
        );
        expect(cells.flat().filter((text) => !found.includes(text))).toEqual([]);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test.each([
  ["quotes", '"'.repeat(100_000)],
  ["open quotes", ',"a\n'.repeat(15_000)],
  ["quotes in pairs", ',"""'.repeat(20_000)],
  ["quotes with spaces", ' "" x,'.repeat(400)],
  ["escaped quotes", '"\\"a",'.repeat(400).concat("\n").repeat(20)],
  ["separators", `${",;|\t".repeat(100)}\n`.repeat(300)],
  ["line ends", "\r\r\r\n\n\r".repeat(12_000)],
  ["spaces", " ".repeat(100_000)],
  ["backslashes", `"${"\\".repeat(100_000)}"`],
  ["addresses", `login_uri,login_username\n"${"a,".repeat(100_000)}",x`],
  ["labels", `url,extra,grouping\nhttp://sn,"NoteType:X\n${"a:\n".repeat(20_000)}",`],
  ["broken records", `url,username,password,extra,name,grouping\n${"a,b\n".repeat(12_000)}`],
])("a hostile heap of %s is read or refused", async (_, text) => {
  const bytes = Buffer.from(text);
  await readOrRefusal(bytes);
  expect(() => readTable(bytes)).not.toThrow(TypeError);
});
