import { expect, test } from "vitest";
import { readFile } from "../../recognise/read-file.ts";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { type Packed, packZip } from "../../testing/pack-zip.ts";

describeFixtures("1pux", {
  about: {
    "refuse-path.1pux": /path that leads out/,
    "refuse-no-data.1pux": /no export\.data/,
    "refuse-bomb.1pux": /300 MiB.*256 MiB/,
  },
});

const vault = (name: string, ...items: object[]) => ({ attrs: { name }, items });
const account = (accountName: string, ...vaults: object[]) => ({ attrs: { accountName }, vaults });
const read = (accounts: object[], ...files: Packed[]) =>
  readFile(packZip([{ name: "export.data", content: JSON.stringify({ accounts }) }, ...files]), {
    password: null,
    keyFile: null,
  });

test("with several accounts, each is a level above its vaults", async () => {
  const { categories } = await read([account("A", vault("V"), vault("W")), account("B", vault("V"))]);
  expect(categories).toEqual([["A"], ["A", "V"], ["A", "W"], ["B"], ["B", "V"]]);
});

test("items of older files, one level deeper, are read; members of another type cost nothing", async () => {
  const section = {
    title: 5,
    fields: [{ title: null, id: "x", value: "bare" }, null, { value: { date: "?" } }],
  };
  const item = {
    item: {
      uuid: 1,
      overview: null,
      details: { sections: [section, null], passwordHistory: "none", extra: 1 },
    },
  };
  const { items } = await read([account("A", vault("V", item))]);
  expect(items).toMatchObject([
    {
      name: "(no name)",
      kind: "other",
      fields: [
        { name: "5: x", kind: "text", value: "bare" },
        { name: "5: ", kind: "text", value: "?" },
        { name: "extra", kind: "text", value: "1" },
      ],
    },
  ]);
});

test("a file that is damaged, missing or not named costs that file and is named", async () => {
  const field = (documentId: string, fileName: string) => ({
    title: fileName,
    value: { file: { documentId, fileName } },
  });
  const details = {
    sections: [{ fields: [field("a", "good.txt"), field("b", "bad.txt"), field("c", "gone.txt")] }],
  };
  const { items, notices } = await read(
    [account("A", vault("V", { overview: { title: "n" }, categoryUuid: "006", details }))],
    { name: "files/a__good.txt", content: "good" },
    { name: "files/b__bad.txt", content: "bad", checksum: 1 },
    { name: "files/d__stray.txt", content: "stray" },
  );
  expect(items[0]?.attachments?.map(({ name }) => name)).toEqual(["good.txt"]);
  expect(notices).toEqual([
    { item: "n", kind: "partly", about: expect.stringContaining("bad.txt") },
    { item: "n", kind: "partly", about: expect.stringContaining("gone.txt") },
    { item: null, kind: "left-out", about: expect.stringContaining("stray.txt") },
  ]);
});
