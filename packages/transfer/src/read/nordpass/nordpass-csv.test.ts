import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("nordpass-csv");

const HEADER = "name,url,additional_urls,username,password,note,cardholdername,folder,type,custom_fields\n";

test("what isn't in the file or isn't known is reported and kept", async () => {
  const read = await readText(`${HEADER}d,,,,,,,,document,\nt,,https://x.example,,,,,,token,"{""a"":1}"`);
  expect(read.items).toMatchObject([
    { name: "d", kind: "document" },
    {
      url: "https://x.example",
      fields: [
        { name: "Type", value: "token" },
        { name: "custom_fields", kind: "hidden", value: '{"a":1}' },
      ],
    },
  ]);
  expect(read.notices.map(({ item, kind }) => [item, kind])).toEqual([
    ["d", "partly"],
    ["t", "partly"],
  ]);
});

test("an own field may be empty, and lack its name", async () => {
  const item = await readOne(
    `${HEADER}x,,,,,,,,password,"[{""type"":""text"",""label"":""E"",""value"":""""},{""value"":7},null]"`,
  );
  expect(item.fields).toEqual([
    { name: "E", kind: "text", value: "" },
    { name: "(no name)", kind: "text", value: "7" },
    { name: "(no name)", kind: "text", value: "" },
  ]);
});
