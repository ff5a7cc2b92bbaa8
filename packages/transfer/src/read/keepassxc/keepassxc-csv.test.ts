import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readText } from "../../testing/read-text.ts";

describeFixtures("keepassxc-csv");

const HEADER = "Group,Title,Username,Password,URL,Notes,TOTP\n";

test("a first part of the path that isn't every row's is a category", async () => {
  const { categories } = await readText(`${HEADER}Root/A,x,,,,,\nOther,y,,,,,`);
  expect(categories).toEqual([["Root"], ["Root", "A"], ["Other"]]);
});

test("KeeOtp's text becomes a code, a text without a secret a hidden field", async () => {
  const read = await readText(`${HEADER}Root,x,,,,,key=JBSWY3DPEHPK3PXP&size=8&step=60\nRoot,y,,,,,30;6`);
  expect(read.items).toMatchObject([
    { totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP&digits=8&period=60" },
    { totp: "", fields: [{ name: "otp", kind: "hidden", value: "30;6" }] },
  ]);
});
