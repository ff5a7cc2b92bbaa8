import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("bitwarden-csv");

const HEADER =
  "name,folder,type,fields,reprompt,login_uri,login_username,login_password,login_totp,archivedDate";

test("the collections of an organisation are a category and tags", async () => {
  const item = await readOne('collections,name,login_username,login_password\n"Shared/Web,Ops",x,u,p');
  expect(item).toMatchObject({ category: ["Shared", "Web"], tags: ["Ops"] });
});

test("the order of columns, their case and separators of a spreadsheet make no difference; archived items get a tag", async () => {
  const text = `\ufeff${HEADER.toUpperCase().replaceAll(",", ";")}\r\nx;a / b;login;;0;;u;p;;2025-01-01\r\n`;
  expect(await readText(text)).toMatchObject({
    format: "bitwarden-csv",
    items: [{ name: "x", category: ["a", "b"], username: "u", password: "p", tags: ["archived"] }],
  });
});

test("an empty field and an unknown type are kept, a reprompt is noted", async () => {
  const read = await readText(`${HEADER}\nx,,passport,"a: \nb: c",1,,,,,`);
  expect(read.items[0]?.fields).toEqual([
    { name: "a", kind: "text", value: "" },
    { name: "b", kind: "text", value: "c" },
    { name: "Type", kind: "text", value: "passport" },
  ]);
  expect(read.notices).toContainEqual(
    expect.objectContaining({ item: "x", row: 2, about: expect.stringContaining("asked") }),
  );
});
