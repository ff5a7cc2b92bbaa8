import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("bitwarden-json", {
  about: {
    "refuse-account-encrypted.json": /Bitwarden account.*Password protected/,
    "refuse-argon2-memory.json": /memory.*Lower/,
    "refuse-pbkdf2-iterations.json": /rounds.*Lower/,
    "refuse-tampered.json": /damaged/,
    "password-pbkdf2.json": /password/,
  },
});
describeFixtures("bitwarden-org-json");
describeFixtures("bitwarden-zip");

const item = (members: object) => readJson({ encrypted: false, items: [{ type: 1, name: "n", ...members }] });

test("members that are missing, null or of another type cost nothing", async () => {
  const { items } = await item({
    id: 5,
    name: 7,
    login: { uris: "https://one.example", username: 42, password: null, totp: {} },
    fields: [null, { name: 1, value: 2, type: "1" }, { type: 2, value: true }],
    passwordHistory: [{ password: "old", lastUsedDate: null }, "?"],
    creationDate: "2023-01-02T03:04:05.6780000Z",
  });
  expect(items[0]).toMatchObject({
    name: "7",
    username: "42",
    password: "",
    fields: [
      { name: "(no name)", kind: "text", value: "" },
      { name: "1", kind: "hidden", value: "2" },
      { name: "(no name)", kind: "text", value: "true" },
      { name: "otp", kind: "hidden", value: "{}" },
    ],
    createdAt: 1672628645678,
    history: [{ password: "old", createdAt: 1672628645678, replacedAt: 1672628645678 }],
  });
  expect(items[0]?.passwordChangedAt).toBeUndefined();
});

test("a bank account's members go to their places, others keep their names", async () => {
  const { items } = await item({
    type: 6,
    bankAccount: { bankName: "B", accountNumber: "1", iban: "I", pin: "9", swiftCode: "S", newThing: "x" },
  });
  expect(items[0]).toMatchObject({
    kind: "bank",
    account: "1",
    fields: [
      { name: "Bank", kind: "text", value: "B" },
      { name: "IBAN", kind: "text", value: "I" },
      { name: "PIN", kind: "hidden", value: "9" },
      { name: "BIC", kind: "text", value: "S" },
      { name: "New thing", kind: "text", value: "x" },
    ],
  });
});

test.each([
  [{ expMonth: "4", expYear: "2029" }, "2029-04"],
  [{ expMonth: "12", expYear: "29" }, "2029-12"],
  [{ expYear: "2029" }, "2029"],
  [{ expMonth: 4 }, "04"],
  [{ expMonth: "soon", expYear: "" }, "soon"],
])("a card that expires %j has the field %j", async (card, value) => {
  const { items } = await item({ type: 3, card });
  expect(items[0]?.fields).toEqual([{ name: "Expires", kind: "text", value }]);
});

test("an export of before 2020, which doesn't say whether it is encrypted, is read", async () => {
  const source = { folders: [], items: [{ folderId: null, type: 2, name: "n", notes: "old" }] };
  expect(await readJson(source)).toMatchObject({ format: "bitwarden-json", items: [{ blob: "old" }] });
});

test("the JSON names attachments that only the zip has", async () => {
  const { notices } = await item({ attachments: [{ id: "a", fileName: "x.pdf" }] });
  expect(notices).toContainEqual({ item: "n", kind: "partly", about: expect.stringContaining("zip") });
});
