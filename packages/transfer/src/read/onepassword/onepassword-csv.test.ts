import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne } from "../../testing/read-text.ts";

describeFixtures("1password-csv");

test("columns that are missing or new don't matter", async () => {
  const item = await readOne("password,title,favorite,tags,Vault\np,x,TRUE,a;b,Work");
  expect(item).toMatchObject({
    name: "x",
    password: "p",
    favourite: true,
    tags: ["a", "b"],
    fields: [{ name: "Vault", kind: "text", value: "Work" }],
  });
});
