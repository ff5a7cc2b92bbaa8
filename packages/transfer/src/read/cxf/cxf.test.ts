import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("cxf");

const exported = (...credentials: unknown[]) => ({
  version: { major: 1, minor: 0 },
  exporterRpId: "x.example",
  accounts: [{ id: "a", items: [{ id: "i", title: "n", credentials }] }],
});
const item = async (...credentials: unknown[]) => (await readJson(exported(...credentials))).items[0];
const field = (value: unknown, fieldType = "string") => ({ fieldType, value });

test("a later version is refused by its number", async () => {
  const later = { ...exported(), version: { major: 2 } };
  await expect(readJson(later)).rejects.toMatchObject({
    reason: "unsupported",
    message: expect.stringContaining("version 2"),
  });
});

test("a second login and a second code stay as fields; several notes are parted by an empty line", async () => {
  const login = (name: string) => ({ type: "basic-auth", username: field(name), password: field(name) });
  const code = (secret: string) => ({ type: "totp", secret, period: 30, digits: 6, algorithm: "sha1" });
  const read = await item(
    login("a"),
    login("b"),
    code("JBSWY3DPEHPK3PXP"),
    code("GEZDGNBVGY3TQOJQ"),
    { type: "note", content: field("one") },
    { type: "note", content: "two" },
  );
  expect(read).toMatchObject({
    kind: "login",
    username: "a",
    password: "a",
    totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
    blob: "one\n\ntwo",
    fields: [
      { name: "User name 2", kind: "text", value: "b" },
      { name: "Password 2", kind: "hidden", value: "b" },
      { name: "otp", kind: "hidden", value: "otpauth://totp/?secret=GEZDGNBVGY3TQOJQ" },
    ],
  });
});

test("an SSH key becomes PEM, Wi-Fi and API keys go to their places", async () => {
  expect(await item({ type: "ssh-key", keyType: "ssh-ed25519", privateKey: "AAEC" })).toMatchObject({
    kind: "ssh-key",
    fields: [
      { name: "Private key", value: "-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----\n" },
      { name: "Key type", value: "ssh-ed25519" },
    ],
  });
  const wifi = { type: "wifi", ssid: field("home"), passphrase: field("pw", "concealed-string") };
  expect(await item(wifi)).toMatchObject({
    kind: "wifi",
    password: "pw",
    fields: [{ name: "SSID", value: "home" }],
  });
  const api = { type: "api-key", key: field("k"), username: field("u"), url: field("https://api.example") };
  expect(await item({ ...api, expiryDate: field("2030-01-31", "date") })).toMatchObject({
    password: "k",
    username: "u",
    url: "https://api.example",
    fields: [{ name: "Expiry date", kind: "date", value: "2030-01-31" }],
  });
});

test("a date that is none stays text; members of another type cost nothing", async () => {
  const passport = { type: "passport", birthDate: field("14/12/1990", "date"), passportNumber: 5, sex: null };
  expect((await item(passport, null, { type: "file", name: "a.txt" }, {}))?.fields).toEqual([
    { name: "Date of birth", kind: "text", value: "14/12/1990" },
    { name: "Passport number", kind: "hidden", value: "5" },
    { name: "credential", kind: "hidden", value: "{}" },
  ]);
});
