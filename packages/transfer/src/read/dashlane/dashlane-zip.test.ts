import { expect, test } from "vitest";
import { readFile } from "../../recognise/read-file.ts";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { type Packed, packZip } from "../../testing/pack-zip.ts";

describeFixtures("dashlane-zip");

const read = (...files: Packed[]) => readFile(packZip(files), { password: null, keyFile: null });

test("older columns, further columns, empty tables and a folder in the zip cost nothing", async () => {
  const { items } = await read(
    {
      name: "export/credentials.csv",
      content: "title,password,otpSecret,shade\nOne,p,JBSWY3DPEHPK3PXP,blue\n",
    },
    { name: "export/ids.csv", content: "" },
    { name: "export/payments.csv", content: "type,account_name\n" },
    { name: "export/wifi.csv", content: "ssid,passphrase\nhome,pw\n" },
  );
  expect(items).toMatchObject([
    {
      name: "One",
      totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
      fields: [{ name: "shade", kind: "text", value: "blue" }],
    },
    { name: "home", kind: "wifi", password: "pw", fields: [{ name: "SSID", value: "home" }] },
  ]);
});

test("a zip without credentials is known by two other tables, and one table alone is a CSV", async () => {
  const notes: Packed = { name: "securenotes.csv", content: "title,note\nA,b\n" };
  expect((await read(notes, { name: "ids.csv", content: "" })).format).toBe("dashlane-zip");
  expect((await read(notes)).format).toBe("csv");
});
