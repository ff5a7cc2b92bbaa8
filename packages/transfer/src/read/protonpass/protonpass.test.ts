import { expect, test } from "vitest";
import { readFile } from "../../recognise/read-file.ts";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { packZip } from "../../testing/pack-zip.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("protonpass", { about: { "refuse-pgp.zip": /PGP.*gpg.*without encryption/ } });

const vaults = (vault: object) => ({ version: "1.40.0", vaults: { V: { name: "Vault", ...vault } } });
const item = (content: object, members: object = {}) => ({
  itemId: "i",
  data: { metadata: { name: "n" }, type: "login", content },
  ...members,
});

test("files come from the zip, one that is missing is named", async () => {
  const content = JSON.stringify(vaults({ items: [item({}, { files: ["a b.txt", "gone.txt"] })] }));
  const zip = packZip([
    { name: "Proton Pass/data.json", content: `\ufeff${content}` },
    { name: "Proton Pass/files/a b.txt", content: "hello" },
  ]);
  const { items, notices } = await readFile(zip, { password: null, keyFile: null });
  expect(items[0]?.attachments).toMatchObject([{ name: "a b.txt", bytes: 5 }]);
  expect(notices).toEqual([{ item: "n", kind: "partly", about: expect.stringContaining("gone.txt") }]);
});

test("folders of a vault are below it, a circle of them included", async () => {
  const { categories, items } = await readJson(
    vaults({
      folders: [
        { folderId: "b", parentFolderId: "a", name: "B" },
        { folderId: "a", parentFolderId: null, name: "A" },
        { folderId: "x", parentFolderId: "y", name: "X" },
        { folderId: "y", parentFolderId: "x", name: "Y" },
      ],
      items: [item({}, { folderId: "b" })],
    }),
  );
  expect(categories).toContainEqual(["Vault", "A", "B"]);
  expect(items[0]?.category).toEqual(["Vault", "A", "B"]);
});

test("newer addresses join the older ones, with their rule", async () => {
  const { items } = await readJson(
    vaults({
      items: [
        item({
          urls: ["https://a.example"],
          autofillUrls: [
            { url: "https://a.example", mode: 0 },
            { url: "https://b.example", mode: "exact" },
          ],
        }),
      ],
    }),
  );
  expect(items[0]).toMatchObject({
    url: "https://a.example",
    moreUrls: ["https://b.example"],
    fields: [{ name: "URL match", value: "https://b.example: exact" }],
  });
});

test("own fields and dates that aren't what they say cost nothing", async () => {
  const extraFields = [
    { fieldName: "t", type: "text", data: null },
    { fieldName: "d", type: "timestamp", data: { timestamp: "someday" } },
    { fieldName: "z", type: "zebra", data: { stripes: 2 } },
    null,
  ];
  const data = {
    type: "identity",
    metadata: null,
    content: { birthdate: "14/12/1990", jobTitle: "Countess", extraSections: [{ sectionFields: "?" }] },
    extraFields,
  };
  const { items } = await readJson(vaults({ items: [{ data }, null] }));
  expect(items[0]?.fields).toEqual([
    { name: "Date of birth", kind: "text", value: "14/12/1990" },
    { name: "Job title", kind: "text", value: "Countess" },
    { name: "t", kind: "text", value: "" },
    { name: "d", kind: "text", value: "someday" },
    { name: "z", kind: "hidden", value: '{"stripes":2}' },
  ]);
});
