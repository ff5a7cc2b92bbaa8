import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("enpass-json");

const item = async (...fields: unknown[]) => {
  const { items } = await readJson({
    items: [{ uuid: "u", title: "n", template_type: "login.default", fields }],
  });
  return items[0];
};
const field = (type: string, value: unknown, label = type) => ({ type, value, label });

test("without a username the first email is it; second ones stay under their labels", async () => {
  expect(
    await item(
      field("email", "a@one.example"),
      field("email", "b@one.example", "Second"),
      field("password", "p"),
      field("password", "q", "Other password"),
      field("totp", "JBSWY3DPEHPK3PXP"),
      field("totp", "GEZDGNBVGY3TQOJQ", "Other code"),
      field("date", "1990-1-30", "Born"),
      field("date", "30.1.", "Name day"),
    ),
  ).toMatchObject({
    username: "a@one.example",
    password: "p",
    totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
    fields: [
      { name: "Second", kind: "text", value: "b@one.example" },
      { name: "Other password", kind: "hidden", value: "q" },
      { name: "Other code", kind: "hidden", value: "GEZDGNBVGY3TQOJQ" },
      { name: "Born", kind: "date", value: "1990-01-30" },
      { name: "Name day", kind: "text", value: "30.1." },
    ],
  });
});

test("fields are in their order; members of another type cost nothing", async () => {
  const first = { ...field("text", 1, "first"), order: "1" };
  expect(await item({ ...field("text", true, "second"), order: 2 }, null, first, "?")).toMatchObject({
    fields: [
      { name: "first", value: "1" },
      { name: "second", value: "true" },
    ],
  });
});

test("a file without content is named", async () => {
  const attachments = [{ name: "a.txt", data: "aGVsbG8=" }, { name: "b.txt" }];
  const { items, notices } = await readJson({ items: [{ title: "n", template_type: "x", attachments }] });
  expect(items[0]?.attachments).toMatchObject([{ name: "a.txt", bytes: 5 }]);
  expect(notices).toEqual([{ item: "n", kind: "partly", about: expect.stringContaining("b.txt") }]);
});
