import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readText } from "../../testing/read-text.ts";

describeFixtures("aliasvault-csv");

test("dates in other spellings are read, and the first day of the calendar is none", async () => {
  const header = "ServiceName,CurrentPassword,AliasBirthDate,CreatedAt,UpdatedAt\n";
  const read = await readText(
    `${header}a,p,1/1/0001 12:00:00 AM,9/12/2025 5:28:39 PM,2025-09-12T17:28:39Z\nb,p,31/12/1990,01/01/0001 00:00:00,`,
  );
  const instant = Date.UTC(2025, 8, 12, 17, 28, 39);
  expect(read.items).toMatchObject([
    { createdAt: instant, updatedAt: instant, fields: [] },
    { fields: [{ name: "Date of birth", kind: "text", value: "31/12/1990" }] },
  ]);
  expect(read.items[1]).not.toHaveProperty("createdAt");
});
