import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("keeper-csv");

test("a doubled backslash is part of a folder's name", async () => {
  const item = await readOne(String.raw`"C\\D\E","x","u","p","","",""`);
  expect(item.category).toEqual(["C\\D", "E"]);
});

test("a version that names its columns, or writes the address first, is read alike", async () => {
  const item = await readOne(
    "Folder,Title,Login,Website Address,Password,Notes,Shared Folder\nA,x,u,https://x.example,p,n,B",
  );
  expect(item).toMatchObject({
    category: ["A"],
    tags: ["B"],
    name: "x",
    url: "https://x.example",
    password: "p",
    blob: "n",
  });
});

test("a table that names other columns isn't Keeper's, whatever its folders", async () => {
  const read = await readText(
    "name,user,password,url,notes,other,folder\nx,u,p,https://x.example,n,o,A\\\\B",
  );
  expect(read).toMatchObject({ format: "csv", items: [{ name: "x", category: ["A", "B"] }] });
});

test("typed fields get their labels; secrets among them are hidden", async () => {
  const item = await readOne(
    'A\\B,x,u,p,,,,$oneTimeCode::1,JBSWY3DPEHPK3PXP,$secret:Key:1,s,$text::1,t,Empty,""',
  );
  expect(item.totp).toBe("otpauth://totp/?secret=JBSWY3DPEHPK3PXP");
  expect(item.fields).toEqual([
    { name: "Key", kind: "hidden", value: "s" },
    { name: "text", kind: "text", value: "t" },
    { name: "Empty", kind: "text", value: "" },
  ]);
});
