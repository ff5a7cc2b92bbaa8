import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { fixture } from "../../testing/fixtures.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("otpauth-uris");

test("addresses in quotes, in any case, and transfer codes among them are read", async () => {
  const migration = new TextDecoder().decode(fixture("otpauth-migration", "one-of-two.txt"));
  const read = await readText(`\nOTPAUTH://totp/A:b?secret=JBSWY3DPEHPK3PXP\n"${migration}"`);
  expect(read.format).toBe("otpauth-uris");
  expect(read.items.map(({ name }) => name)).toEqual(["A", "Example", "Ünï", "HOTP Inc"]);
});

test("what Ente Auth adds to an address isn't lost", async () => {
  const display = encodeURIComponent(JSON.stringify({ pinned: true, trashed: true, tags: ["t"], note: "n" }));
  const item = await readOne(`otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&issuer=A&codeDisplay=${display}`);
  expect(item).toMatchObject({ favourite: true, trashed: true, tags: ["t"], blob: "n" });
});

test("the name of an issuer and account may be missing", async () => {
  expect(await readOne("otpauth://totp/?secret=JBSWY3DPEHPK3PXP")).toMatchObject({
    name: "(no name)",
    username: "",
  });
});
