import { describe, expect, test } from "vitest";
import { attachmentOfBytes } from "./attachments.ts";
import { collectItems, type Draft } from "./collect-items.ts";

function collect(...drafts: Draft[]) {
  const collector = collectItems("csv");
  for (const draft of drafts) collector.item(draft);
  return collector.done();
}
const one = (draft: Draft) => {
  const read = collect(draft);
  const [item] = read.items;
  if (!item) throw new Error("no item");
  return { item, notices: read.notices };
};

describe("names", () => {
  test.each([
    [{ urls: ["https://www.nameless.example:8443/x"] }, "nameless.example"],
    [{ urls: ["android://hash==@com.example.app/"] }, "com.example.app"],
    [{ urls: ["nameless.example/login"] }, "nameless.example"],
    [{ username: "ada" }, "ada"],
    [{}, "(no name)"],
  ])("an item without a name is named after its address, then its username: %j", (draft, name) => {
    const { item, notices } = one(draft);
    expect(item.name).toBe(name);
    expect(notices).toEqual([{ item: name, kind: "noted", about: expect.stringContaining("had no name") }]);
  });
});

test("values are unchanged, line ends become LF", () => {
  const { item } = one({
    name: "n",
    username: "  spaced  ",
    password: " p ",
    blob: " a\r\nb\rc ",
    fields: [{ name: "f", value: "x\r\ny" }],
  });
  expect(item).toMatchObject({
    username: "  spaced  ",
    password: " p ",
    blob: " a\nb\nc ",
    fields: [{ name: "f", kind: "text", value: "x\ny" }],
  });
});

test("repeated and empty addresses are dropped; those past twenty more become fields", () => {
  const urls = Array.from({ length: 23 }, (_, index) => `https://${index + 1}.example`);
  const { item, notices } = one({ name: "n", urls: [urls[0] ?? "", "", ...urls] });
  expect(item.url).toBe("https://1.example");
  expect(item.moreUrls).toHaveLength(20);
  expect(item.fields.map(({ name }) => name)).toEqual(["URL 22", "URL 23"]);
  expect(notices).toHaveLength(1);
});

test("the first usable code is the item's; no code is lost", () => {
  const steam = "otpauth://totp/Steam:ada?secret=JBSWY3DPEHPK3PXP&encoder=steam";
  const { item, notices } = one({
    name: "n",
    codes: [{ text: steam }, { text: "JBSW Y3DP EHPK 3PXP" }, { text: "GEZDGNBVGY3TQOJQ", name: "Second" }],
  });
  expect(item.totp).toBe("otpauth://totp/?secret=JBSWY3DPEHPK3PXP");
  expect(item.fields).toEqual([
    { name: "otp", kind: "hidden", value: steam },
    { name: "Second", kind: "hidden", value: "GEZDGNBVGY3TQOJQ" },
  ]);
  expect(notices.map(({ kind }) => kind)).toEqual(["partly", "noted"]);
});

test("folders past the eighth level are joined into its name; parents come first, each once", () => {
  const collector = collectItems("csv");
  const deep = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
  expect(collector.category(deep)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8 / 9 / 10"]);
  collector.category(["1", "2"]);
  collector.item({ name: "n", categories: [["Shared"], ["1", "2"], ["a", "b, c"]] });
  const read = collector.done();
  expect(read.categories).toHaveLength(8 + 1 + 2);
  expect(read.items[0]).toMatchObject({ category: ["Shared"], tags: ["1/2", "a/b c"] });
});

test("a field that is a code becomes the item's code, or stays in its place as a hidden field", () => {
  const { item } = one({
    name: "n",
    fields: [
      { name: "a", value: "steam://JBSWY3DPEHPK3PXP", code: true },
      { name: "b", value: "JBSWY3DPEHPK3PXP", code: true },
      { name: "c", value: "text" },
      { name: "d", value: "GEZDGNBVGY3TQOJQ", code: true },
    ],
  });
  expect(item.totp).toBe("otpauth://totp/?secret=JBSWY3DPEHPK3PXP");
  expect(item.fields).toEqual([
    { name: "a", kind: "hidden", value: "steam://JBSWY3DPEHPK3PXP" },
    { name: "c", kind: "text", value: "text" },
    { name: "d", kind: "hidden", value: "GEZDGNBVGY3TQOJQ" },
  ]);
});

test("the newest twenty states are versions; the passwords of earlier ones stay in a hidden field", () => {
  const history = Array.from({ length: 1500 }, (_, index) => ({
    password: index === 30 ? "" : `p${index}`,
    replacedAt: (1500 - index) * 86_400_000,
  }));
  const { item, notices } = one({ name: "n", history });
  expect(item.history?.map(({ password }) => password)).toEqual(
    Array.from({ length: 20 }, (_, index) => `p${19 - index}`),
  );
  const lines = item.fields[0]?.value.split("\n") ?? [];
  expect(item.fields).toMatchObject([{ name: "Older passwords", kind: "hidden" }]);
  expect(lines).toHaveLength(979);
  expect(lines.at(-1)).toBe("1974-01-20 p20");
  expect(notices).toMatchObject([
    { kind: "left-out", about: expect.stringContaining("500 of 1500") },
    { kind: "partly", about: expect.stringContaining("980 of 1000") },
  ]);
});

test("files past fifty are left out by name, never what had no room in its field", () => {
  const attachments = Array.from({ length: 52 }, (_, index) => attachmentOfBytes(`${index}`, Buffer.of()));
  const { item, notices } = one({ name: "n", password: "x".repeat(9000), attachments });
  expect(item.attachments).toHaveLength(50);
  expect(item.attachments?.[0]?.name).toBe("Password.txt");
  expect(notices.filter(({ kind }) => kind === "left-out").map(({ about }) => about)).toEqual(
    ["49", "50", "51"].map((file) => expect.stringContaining(file)),
  );
});

test("what is over a limit is kept whole elsewhere, and said", async () => {
  const long = "x".repeat(9000);
  const { item, notices } = one({
    name: "n".repeat(2000),
    password: long,
    fields: Array.from({ length: 103 }, (_, index) => ({
      name: `f${index}`,
      value: `v${index}`,
      ...(index > 101 ? { kind: "hidden" as const } : {}),
    })),
  });
  expect(item.name).toHaveLength(1024);
  expect(item.password).toBe("");
  expect(item.fields).toHaveLength(100);
  expect(item.blob).toContain("f100: v100");
  expect(item.blob).not.toContain("v102");
  expect(item.attachments?.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["Password.txt", 9000],
    ["More fields.txt", expect.any(Number)],
  ]);
  expect(notices.every(({ kind }) => kind === "partly")).toBe(true);
});
