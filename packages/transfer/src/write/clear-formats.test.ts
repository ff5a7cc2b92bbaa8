import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CategoryPath, Read, ReadItem } from "../model.ts";
import { readFile } from "../recognise/read-file.ts";
import { writeBitwarden, writeProtectedBitwarden } from "./bitwarden/write-bitwarden.ts";
import type { ContentSource } from "./content-source.ts";
import { writeCxf } from "./cxf/write-cxf.ts";
import { writeJson } from "./json/write-json.ts";
import { writeSheet } from "./sheet/write-sheet.ts";

const MADE_AT = Date.UTC(2026, 10, 29);
const content = new TextEncoder().encode("a file's content, of any length");

const item = (facts: Partial<ReadItem>): ReadItem => ({
  sourceId: null,
  kind: "login",
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
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_001_000,
  ...facts,
});

const VAULT: readonly ReadItem[] = [
  item({
    name: "Bank <b>&amp;",
    category: ["Money", "Cards"],
    url: "https://bank.example/",
    moreUrls: ["https://two.example", "androidapp://com.example"],
    username: " ada ",
    password: " p\"'<\\ ",
    totp: "otpauth://totp/Bank:ada?secret=JBSWY3DPEHPK3PXP&issuer=Bank",
    blob: "line 1\n\tline 2 ☃ 😀",
    fields: [
      { name: "Answer", kind: "hidden", value: "blue" },
      { name: "Answer", kind: "text", value: "twice" },
      { name: "Since", kind: "date", value: "2020-02-29" },
    ],
    tags: ["home", "money"],
    favourite: true,
    history: [{ password: "old", createdAt: 1_600_000_000_000, replacedAt: 1_650_000_000_000 }],
    attachments: [
      {
        name: "a.txt",
        bytes: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
        read: async function* () {
          yield content.subarray(0, 7);
          yield content.subarray(7);
        },
      },
    ],
  }),
  item({
    kind: "card",
    name: "Visa",
    fields: [
      { name: "Cardholder", kind: "text", value: "Ada L." },
      { name: "Brand", kind: "text", value: "Visa" },
      { name: "Card number", kind: "hidden", value: "4111111111111111" },
      { name: "Expires", kind: "text", value: "2029-04" },
      { name: "Security code", kind: "hidden", value: "123" },
    ],
  }),
  item({ kind: "note", name: "Note", blob: "only text" }),
  item({
    kind: "wifi",
    name: "Home",
    password: "wlan",
    fields: [{ name: "SSID", kind: "text", value: "Home" }],
  }),
  item({ name: "Gone", trashed: true, deletedAt: 1_700_000_002_000, password: "x" }),
];
const CATEGORIES: readonly CategoryPath[] = [["Money"], ["Money", "Cards"], ["Empty"]];

const source = (items: readonly ReadItem[] = VAULT, categories = CATEGORIES): ContentSource => ({
  categories,
  items: (async function* () {
    yield* items;
  })(),
});
async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const piece of pieces) all += piece;
  return all;
}
const back = async (pieces: AsyncIterable<string>, password: string | null = null): Promise<Read> =>
  readFile(new TextEncoder().encode(await textOf(pieces)), { password, keyFile: null });
const alive = VAULT.filter(({ trashed }) => !trashed);

describe("JSON for programs", () => {
  test("comes back whole, with trash, history and files", async () => {
    const read = await back(writeJson(source(), { files: true }));
    expect(read.format).toBe("opp-json");
    expect(read.categories).toEqual(CATEGORIES);
    const plain = ({ attachments, ...rest }: ReadItem) => ({
      ...rest,
      files: attachments?.map(({ name, sha256 }) => [name, sha256]),
    });
    expect(read.items.map(plain)).toEqual(VAULT.map(plain));
  });

  test("comes back whole, whatever the texts are", async () => {
    const value = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\r", ""));
    const name = value.filter((text) => text.trim() !== "");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name, password: value, username: value, blob: value }), { maxLength: 4 }),
        async (texts) => {
          const items = texts.map(item);
          const read = await back(writeJson(source(items, []), { files: true }));
          expect(read.items).toEqual(items);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("Bitwarden's JSON", () => {
  const check = (read: Read) => {
    expect(read.format).toBe("bitwarden-json");
    expect(read.categories).toEqual(CATEGORIES);
    expect(read.items.map(({ name }) => name)).toEqual(alive.map(({ name }) => name));
    const [bank, card, note, wifi] = read.items;
    expect(bank).toMatchObject({
      ...Object.fromEntries(
        [
          "category",
          "url",
          "moreUrls",
          "username",
          "password",
          "totp",
          "blob",
          "favourite",
          "createdAt",
          "updatedAt",
        ].map((key) => [key, Reflect.get(VAULT[0] ?? {}, key)]),
      ),
      fields: [
        { name: "Answer", kind: "hidden", value: "blue" },
        { name: "Answer", kind: "text", value: "twice" },
        { name: "Since", kind: "text", value: "2020-02-29" },
        { name: "Tags", kind: "text", value: "home, money" },
      ],
      history: [{ password: "old", replacedAt: 1_650_000_000_000 }],
    });
    expect(card).toMatchObject({ kind: "card", fields: VAULT[1]?.fields });
    expect(note).toMatchObject({ kind: "note", blob: "only text" });
    expect(wifi?.password).toBe("wlan");
    expect(wifi?.fields).toContainEqual({ name: "SSID", kind: "text", value: "Home" });
  };

  test("comes back with all that it can hold; the trash is left out", async () => {
    check(await back(writeBitwarden(source())));
  });

  test("opens with its own password and with no other", async () => {
    const sealed = await textOf(writeProtectedBitwarden(source(), "Schlu\u0308ssel"));
    const bytes = new TextEncoder().encode(sealed);
    check(await readFile(bytes, { password: "Schlüssel", keyFile: null }));
    await expect(readFile(bytes, { password: "wrong", keyFile: null })).rejects.toMatchObject({
      reason: "wrong-credentials",
    });
    expect(sealed).not.toContain("bank.example");
  });
});

test("CXF names its version, puts items into collections and leaves the trash out", async () => {
  const cxf: unknown = JSON.parse(
    await textOf(writeCxf(source(), { host: "vault.example", madeAt: MADE_AT })),
  );
  expect(cxf).toMatchObject({
    version: { major: 1, minor: 0 },
    exporterRpId: "vault.example",
    accounts: [
      {
        collections: [
          { title: "Money", subCollections: [{ title: "Cards", items: [{ item: expect.any(String) }] }] },
          { title: "Empty" },
        ],
        items: alive.map(({ name }) => ({ title: name })),
      },
    ],
  });
  expect(cxf).toMatchObject({
    accounts: [
      {
        items: [
          {
            scope: {
              urls: ["https://bank.example/", "https://two.example"],
              androidApps: [{ bundleId: "com.example" }],
            },
            credentials: [
              { type: "basic-auth" },
              { type: "totp", secret: "JBSWY3DPEHPK3PXP" },
              { type: "custom-fields" },
              { type: "custom-fields", label: "File" },
              { type: "note" },
            ],
          },
          {},
          {},
          {},
        ],
      },
    ],
  });
});

test("a sheet shows every value as text, codes as pictures, and can fetch or run nothing", async () => {
  const sheet = await textOf(writeSheet(source(), { title: "Ada's vault", madeAt: MADE_AT }));
  expect(sheet).toContain("default-src 'none'");
  expect(sheet).toContain("<h3>Bank &lt;b&gt;&amp;amp;</h3>");
  expect(sheet).toContain("␣p&quot;&#39;&lt;\\␣");
  expect(sheet).toContain("<svg");
  expect(sheet).toContain("Printed on 2026-11-29");
  expect(sheet).not.toContain("Gone");
  expect(sheet).not.toMatch(/<script|https?:\/\/(?!(bank|two)\.example|www\.w3\.org)/);
});
