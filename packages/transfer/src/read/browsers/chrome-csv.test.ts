import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readText } from "../../testing/read-text.ts";

describeFixtures("chrome-csv");

test("columns count by name, also after a spreadsheet has saved the file", async () => {
  const read = await readText("password;Username;URL;Name;Last used\r\n=p;u;https://x.example;x;2025\r\n");
  expect(read).toMatchObject({
    format: "chrome-csv",
    items: [{ name: "x", username: "u", password: "=p", fields: [{ name: "Last used", value: "2025" }] }],
  });
});

test("a table with a column of another place isn't a browser's", async () => {
  const read = await readText("name,url,username,password,folder\nx,https://x.example,u,p,f");
  expect(read).toMatchObject({ format: "csv", items: [{ name: "x", category: ["f"], password: "p" }] });
});
