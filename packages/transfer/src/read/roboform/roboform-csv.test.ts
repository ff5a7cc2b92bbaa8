import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("roboform-csv");

const HEADER = "Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\n";

test("an apostrophe is taken off before a formula's character only, and no notice has the value", async () => {
  const read = await readText(`${HEADER}x,https://x.example,,'+41,'pw,'=1,,"F,,,txt,'-2"`);
  expect(read.items).toMatchObject([
    { username: "+41", password: "'pw", blob: "=1", fields: [{ name: "F", value: "-2" }] },
  ]);
  expect(read.notices).toEqual([
    {
      item: "x",
      kind: "noted",
      row: 2,
      about: "RoboForm's apostrophe before a value was taken off: username, notes, F",
    },
  ]);
});

test("an address to match on another site is a second address; own fields that differ are kept", async () => {
  const item = await readOne(
    `${HEADER}x,https://x.example/a,https://y.example,u,p,,,"User ID$,,,txt,other","PIN,,,pwd,1,2",odd`,
  );
  expect(item).toMatchObject({ url: "https://x.example/a", moreUrls: ["https://y.example"] });
  expect(item.fields).toEqual([
    { name: "User ID$", kind: "text", value: "other" },
    { name: "PIN", kind: "hidden", value: "1,2" },
    { name: "(no name)", kind: "text", value: "odd" },
  ]);
});
