import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("aegis", {
  about: {
    "refuse-no-password-slot.json": /fingerprint.*password/,
    "refuse-scrypt-cost.json": /scrypt|memory/,
  },
});

const slot = { type: 1, key: "", key_params: {}, n: 16, r: 1, p: 1, salt: "00" };

test("codes of other kinds keep all that is known of them; older files name the group", async () => {
  const entry = { type: "motp", name: "a", issuer: "", group: "Old", info: { secret: "ff", pin: "1234" } };
  const { items, notices } = await readJson({ version: 1, header: {}, db: { entries: [entry, null, 5] } });
  expect(items).toMatchObject([
    {
      name: "a",
      category: ["Old"],
      totp: "",
      fields: [{ name: "otp", kind: "hidden", value: '{"type":"motp","info":{"secret":"ff","pin":"1234"}}' }],
    },
  ]);
  expect(notices).toMatchObject([
    { item: null, kind: "left-out", about: "2 of 3 entries of the list aren't items" },
    { item: "a", kind: "partly" },
  ]);
});

test("a file of many password slots is refused before any is tried", async () => {
  const header = { slots: Array.from({ length: 9 }, () => slot), params: {} };
  await expect(readJson({ version: 1, header, db: "AAAA" }, "x")).rejects.toMatchObject({
    reason: "too-costly",
  });
});

test("without a password the file asks for one", async () => {
  await expect(readJson({ version: 1, header: { slots: [slot] }, db: "AAAA" })).rejects.toMatchObject({
    reason: "wrong-credentials",
    message: expect.stringContaining("Enter it"),
  });
});
