import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne } from "../../testing/read-text.ts";

describeFixtures("firefox-csv");

test("a form that sends the password elsewhere is a field; a time that is none is left out", async () => {
  const item = await readOne(
    "url,username,password,httpRealm,formActionOrigin,guid,timeCreated,timePasswordChanged\nhttps://www.x.example,u,p,,https://login.x.example,{1},soon,1650000000000",
  );
  expect(item).toMatchObject({
    sourceId: "firefox:{1}",
    name: "x.example",
    passwordChangedAt: 1650000000000,
    fields: [{ name: "Form address", kind: "text", value: "https://login.x.example" }],
  });
  expect(item).not.toHaveProperty("createdAt");
});
