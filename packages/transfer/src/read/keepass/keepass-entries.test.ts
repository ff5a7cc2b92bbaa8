import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Read } from "../../model.ts";
import { readFile } from "../../recognise/read-file.ts";
import { ImportRefusal } from "../../refusal.ts";

const read = (xml: string): Promise<Read> =>
  readFile(new TextEncoder().encode(xml), { password: null, keyFile: null });

const uuid = (number: number) => Buffer.from([...new Uint8Array(15), number]).toString("base64");
const string = (key: string, value: string, attributes = "") =>
  `<String><Key>${key}</Key><Value${attributes}>${value}</Value></String>`;
const times = (modified: string, more = "") =>
  `<Times><CreationTime>2020-01-01T00:00:00Z</CreationTime><LastModificationTime>${modified}</LastModificationTime>${more}</Times>`;
const entry = (number: number, ...parts: string[]) =>
  `<Entry><UUID>${uuid(number)}</UUID>${parts.join("")}</Entry>`;
const file = (content: string, meta = "") =>
  `<?xml version="1.0"?><KeePassFile><Meta>${meta}</Meta><Root><Group><UUID>${uuid(200)}</UUID><Name>Root</Name>${content}</Group></Root></KeePassFile>`;

const only = async (...parts: string[]) => {
  const { items, notices } = await read(file(entry(1, string("Title", "one"), ...parts)));
  const [item] = items;
  if (!item) throw new Error("no item");
  return { item, notices };
};

describe("one-time codes", () => {
  const uri = (more = "") => `otpauth://totp/?secret=JBSWY3DPEHPK3PXP${more}`;
  test.each([
    ["a bare secret", string("otp", "JBSW Y3DP EHPK 3PXP"), uri()],
    ["KeeOtp's list", string("otp", "key=JBSWY3DPEHPK3PXP&amp;size=8"), uri("&digits=8")],
    ["KeeOtp's list, escaped", string("otp", "size=6&amp;key=JBSWY3DPEHPK3PXP%3d%3d"), uri()],
    ["a seed without settings", string("TOTP Seed", "jbsw y3dp ehpk 3pxp"), uri()],
    [
      "a seed with a time server",
      string("TOTP Seed", "JBSWY3DPEHPK3PXP") + string("TOTP Settings", "60;8;ntp.example"),
      uri("&digits=8&period=60"),
    ],
    [
      "KeePass' own",
      string("TimeOtp-Secret-Hex", "48 65 6c 6c 6f 21 de ad be ef") +
        string("TimeOtp-Algorithm", "HMAC-SHA-1"),
      uri(),
    ],
    [
      "one code in two spellings",
      string("otp", uri()) + string("TOTP Seed", "JBSWY3DPEHPK3PXP") + string("TOTP Settings", "30;6"),
      uri(),
    ],
  ])("are read from %s, and no field is left of them", async (_, strings, totp) => {
    const { item, notices } = await only(strings);
    expect(item).toMatchObject({ totp, fields: [] });
    expect(notices).toEqual([]);
  });

  test.each([
    ["KeeOtp's counting ones", string("otp", "key=JBSWY3DPEHPK3PXP&amp;type=Hotp&amp;counter=3"), ["otp"]],
    [
      "Steam's seed",
      string("TOTP Seed", "JBSWY3DPEHPK3PXP") + string("TOTP Settings", "30;S"),
      ["TOTP Seed", "TOTP Settings"],
    ],
    ["another text", string("TimeOtp-Secret-Hex", "xyz"), ["TimeOtp-Secret-Hex"]],
  ])("stay hidden or plain fields where they can't be used: %s", async (_, strings, names) => {
    const { item, notices } = await only(strings);
    expect(item.totp).toBe("");
    expect(item.fields.map(({ name }) => name)).toEqual(names);
    expect(item.fields[0]?.kind).toBe("hidden");
    expect(notices).toMatchObject([{ item: "one", kind: "partly" }]);
  });

  test("a second, other code is kept in a hidden field", async () => {
    const { item } = await only(string("otp", uri()), string("TOTP Seed", "GEZDGNBVGY3TQOJQ"));
    expect(item.totp).toBe(uri());
    expect(item.fields).toMatchObject([{ name: "TOTP Seed", kind: "hidden" }]);
  });
});

describe("references", () => {
  const other = entry(
    2,
    string("Title", "Other"),
    string("UserName", "ada"),
    string("Password", "secret"),
    string("PIN", "9876"),
  );
  test.each([
    ["{REF:P@I:00000000000000000000000000000002}", "secret"],
    ["{ref:u@t:OTHER}", "ada"],
    ["{REF:T@O:9876}", "Other"],
    ["{REF:I@U:ada}", "00000000000000000000000000000002"],
    ["a {REF:U@T:Other} b {REF:P@T:Other}", "a ada b secret"],
    ["{REF:P@T:unknown}", "{REF:P@T:unknown}"],
    ["{USERNAME} {REF:X@T:Other}", "{USERNAME} {REF:X@T:Other}"],
  ])("%s becomes %s", async (written, password) => {
    const { items } = await read(file(other + entry(1, string("Title", "one"), string("Password", written))));
    expect(items[1]?.password).toBe(password);
  });

  test("that multiply end in time, as text", async () => {
    const all = Array.from({ length: 12 }, (_, index) =>
      entry(
        index + 1,
        string("Title", `t${index}`),
        string("Notes", `{REF:N@I:${"0".repeat(30)}${(index + 2).toString(16).padStart(2, "0")}}`.repeat(30)),
      ),
    );
    const { items } = await read(file(all.join("")));
    expect(items).toHaveLength(12);
  });
});

describe("an entry", () => {
  test("keeps what has no place here in fields", async () => {
    const { item, notices } = await only(
      "<OverrideURL>cmd://x</OverrideURL><ForegroundColor>#FF0000</ForegroundColor>",
      string("KPEX_PASSKEY_PRIVATE_KEY_PEM", "-----BEGIN"),
      string("Twice", "1"),
      string("Twice", "2"),
      "<AutoType><Enabled>True</Enabled><DefaultSequence>{PASSWORD}</DefaultSequence><Association><Window>Bank*</Window><KeystrokeSequence>{TAB}</KeystrokeSequence></Association></AutoType>",
      "<CustomData><Item><Key>browser</Key><Value>yes</Value></Item></CustomData>",
      times("2021-01-01T00:00:00Z", "<Expires>true</Expires><ExpiryTime>2027-05-04T23:30:00Z</ExpiryTime>"),
    );
    expect(item.fields).toEqual([
      { name: "KPEX_PASSKEY_PRIVATE_KEY_PEM", kind: "hidden", value: "-----BEGIN" },
      { name: "Twice", kind: "text", value: "1" },
      { name: "Twice", kind: "text", value: "2" },
      { name: "Override URL", kind: "text", value: "cmd://x" },
      { name: "Auto-type", kind: "text", value: "{PASSWORD}" },
      { name: "Auto-type: Bank*", kind: "text", value: "{TAB}" },
      { name: "Custom data: browser", kind: "text", value: "yes" },
      { name: "Expires", kind: "date", value: "2027-05-04" },
    ]);
    expect(notices.map(({ item: name, kind }) => [name, kind])).toEqual([
      ["one", "partly"],
      [null, "noted"],
    ]);
  });

  test("has its further addresses in the order of their numbers", async () => {
    const { item } = await only(
      string("URL", "https://a.example"),
      string("URL_2", "https://e.example"),
      string("KP2A_URL_10", "https://d.example"),
      string("KP2A_URL_2", "https://c.example"),
      string("KP2A_URL", "https://b.example"),
      string("URL_3", "not an address"),
    );
    expect([item.url, ...item.moreUrls].map((url) => url.at(8))).toEqual(["a", "b", "c", "d", "e"]);
    expect(item.fields).toEqual([{ name: "URL_3", kind: "text", value: "not an address" }]);
  });

  test("has its earlier states in the order of time, and knows since when it has its password", async () => {
    const old = (modified: string, password: string) =>
      entry(1, times(modified), string("Password", password));
    const { item } = await only(
      string("Password", "b"),
      times("2024-01-01T00:00:00Z"),
      `<History>${old("2023-01-01T00:00:00Z", "b")}${old("2021-01-01T00:00:00Z", "a")}${old("2022-01-01T00:00:00Z", "a")}</History>`,
    );
    expect(
      item.history?.map(({ password, replacedAt }) => [password, new Date(replacedAt).getUTCFullYear()]),
    ).toEqual([
      ["a", 2022],
      ["a", 2023],
      ["b", 2024],
    ]);
    expect(item.passwordChangedAt).toBe(Date.UTC(2023, 0));
  });

  test("has attachments from the pool and in place, and says which has no content", async () => {
    const binary = (name: string, value: string) => `<Binary><Key>${name}</Key>${value}</Binary>`;
    const packed = gzipSync("packed").toString("base64");
    const { items, notices } = await read(
      file(
        entry(
          1,
          string("Title", "one"),
          binary("a.txt", '<Value Ref="0"/>'),
          binary("b.txt", '<Value Ref="0"/>'),
          binary("gone.txt", '<Value Ref="7"/>'),
          binary("here.txt", `<Value>${Buffer.from("in place").toString("base64")}</Value>`),
          binary("packed.txt", `<Value Compressed="True">${packed}</Value>`),
        ),
        `<Binaries><Binary ID="0" Compressed="True">${packed}</Binary></Binaries>`,
      ),
    );
    expect(items[0]?.attachments?.map(({ name, bytes }) => [name, bytes])).toEqual([
      ["a.txt", 6],
      ["b.txt", 6],
      ["here.txt", 8],
      ["packed.txt", 6],
    ]);
    expect(notices).toMatchObject([{ item: "one", kind: "partly" }]);
  });

  test("that is twice in a file has two ids", async () => {
    const { items } = await read(file(entry(1, string("Title", "a")) + entry(1, string("Title", "b"))));
    expect(items.map(({ sourceId }) => sourceId)).toEqual([
      `kdbx:${"0".repeat(31)}1`,
      `kdbx:${"0".repeat(31)}1#2`,
    ]);
  });

  test("keeps values that are encrypted without a key as text, and control characters unchanged", async () => {
    const { item, notices } = await only(
      string("Password", "c2VjcmV0", ' Protected="True"'),
      string("Odd", "a\u0001b"),
    );
    expect(item.password).toBe("");
    expect(item.fields).toEqual([
      { name: "Password (encrypted)", kind: "hidden", value: "c2VjcmV0" },
      { name: "Odd", kind: "text", value: "a\u0001b" },
    ]);
    expect(notices).toMatchObject([{ item: "one", kind: "partly" }]);
  });
});

describe("the bin", () => {
  const bin = (inside: string) => `<Group><UUID>${uuid(90)}</UUID><Name>Bin</Name>${inside}</Group>`;
  test("makes its entries trash, whether it is in use or not, and no category", async () => {
    const { categories, items } = await read(
      file(
        bin(
          entry(
            1,
            string("Title", "gone"),
            times("2021-01-01T00:00:00Z", "<LocationChanged>2022-01-01T00:00:00Z</LocationChanged>"),
          ),
        ),
        `<RecycleBinEnabled>False</RecycleBinEnabled><RecycleBinUUID>${uuid(90)}</RecycleBinUUID>`,
      ),
    );
    expect(categories).toEqual([]);
    expect(items).toMatchObject([{ name: "gone", trashed: true, deletedAt: Date.UTC(2022, 0) }]);
  });

  test("is none where the file names none", async () => {
    const { categories, items } = await read(
      file(bin(entry(1, string("Title", "kept"))), `<RecycleBinUUID>${uuid(0)}</RecycleBinUUID>`),
    );
    expect(categories).toEqual([["Bin"]]);
    expect(items).toMatchObject([{ name: "kept", trashed: false, category: ["Bin"] }]);
  });
});

describe("XML that no program writes is refused", () => {
  const group = (depth: number): string => "<Group>".repeat(depth) + "</Group>".repeat(depth);
  test.each([
    ["groups too deep", file(group(65)), "too-deep"],
    ["elements too deep", file("<a>".repeat(70) + "</a>".repeat(70)), "too-deep"],
    [
      "too many attributes",
      file(`<a ${Array.from({ length: 17 }, (_, index) => `b${index}="1"`).join(" ")}/>`),
      "damaged",
    ],
    ["a name too long", file(`<${"a".repeat(300)}/>`), "damaged"],
    ["a document type", `<!DOCTYPE KeePassFile [<!ENTITY a "b">]>${file("")}`, "damaged"],
    ["an unknown entity", file("<Name>&unknown;</Name>"), "damaged"],
    ["a character that isn't one", file("<Name>&#0;</Name>"), "damaged"],
    ["an open end", file("").slice(0, -20), "damaged"],
  ])("%s", async (_, xml, reason) => {
    const outcome = await read(xml).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(ImportRefusal);
    expect(outcome).toMatchObject({ reason });
  });
});
