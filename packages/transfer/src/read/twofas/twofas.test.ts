import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("2fas");

const backup = (...services: unknown[]) => readJson({ services, groups: null, schemaVersion: 4 });

test("a Steam code is kept, and members of another type cost nothing", async () => {
  const { items } = await backup(
    { name: "", secret: "JBSWY3DPEHPK3PXP", otp: { tokenType: "STEAM", issuer: "Steam", label: "Steam:s" } },
    { name: 5, secret: "JBSWY3DPEHPK3PXP", otp: null, groupId: "gone", updatedAt: "soon" },
    null,
  );
  expect(items).toMatchObject([
    {
      name: "Steam",
      username: "s",
      fields: [
        {
          name: "otp",
          value: "otpauth://totp/Steam:s?secret=JBSWY3DPEHPK3PXP&issuer=Steam&encoder=steam",
        },
      ],
    },
    { name: "5", category: [], totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP" },
  ]);
});

test("a damaged backup isn't taken for a wrong password's", async () => {
  for (const servicesEncrypted of ["AAAA", "AAAA:AAAA", `${"A".repeat(32)}::`])
    await expect(readJson({ services: [], schemaVersion: 4, servicesEncrypted }, "x")).rejects.toMatchObject({
      reason: "damaged",
    });
});
