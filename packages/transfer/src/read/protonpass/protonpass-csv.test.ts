import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne } from "../../testing/read-text.ts";

describeFixtures("protonpass-csv");

const HEADER = "type,name,url,autofillUrls,email,username,password,note,totp,createTime,modifyTime,vault\n";

test("addresses of the newer column win, in either of its shapes", async () => {
  const item = await readOne(
    `${HEADER}login,x,https://old.example,"[{""url"":""https://a.example"",""mode"":1},""https://b.example""]",,,,,,,,`,
  );
  expect(item).toMatchObject({ url: "https://a.example", moreUrls: ["https://b.example"], category: [] });
});

test("an identity's note is taken apart, and all of it is kept", async () => {
  const content = {
    fullName: "Ada L.",
    socialSecurityNumber: "000",
    xHandle: "@ada",
    odd: { n: 2 },
    extraPersonalDetails: [{ fieldName: "Size", type: "hidden", data: { content: "38" } }],
    extraSections: [
      { sectionName: "S", sectionFields: [{ fieldName: "f", type: "text", data: { content: "v" } }] },
    ],
    note: "n",
  };
  const item = await readOne(
    `${HEADER}identity,x,,,,,,"${JSON.stringify(content).replaceAll('"', '""')}",,,,`,
  );
  expect(item).toMatchObject({ kind: "identity", blob: "n" });
  expect(item.fields).toEqual([
    { name: "Full name", kind: "text", value: "Ada L." },
    { name: "Social security number", kind: "hidden", value: "000" },
    { name: "X handle", kind: "text", value: "@ada" },
    { name: "Odd", kind: "hidden", value: '{"n":2}' },
    { name: "Size", kind: "hidden", value: "38" },
    { name: "S: f", kind: "text", value: "v" },
  ]);
});

test("a card's note that isn't JSON stays a note", async () => {
  expect(await readOne(`${HEADER}creditCard,x,,,,,,{cut,,,,`)).toMatchObject({ kind: "card", blob: "{cut" });
});
