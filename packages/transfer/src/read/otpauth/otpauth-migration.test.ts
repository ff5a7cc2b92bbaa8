import { expect, test } from "vitest";
import { IMPORT_LIMITS } from "../../import-limits.ts";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("otpauth-migration");

const line = (bytes: readonly number[]) =>
  `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(bytes).toString("base64"))}`;
const nested = (field: number, bytes: readonly number[]) => [field * 8 + 2, bytes.length, ...bytes];
const text = (field: number, value: string) => nested(field, [...new TextEncoder().encode(value)]);
const SECRET = nested(1, [72, 101, 108, 108, 111, 33, 222, 173, 190, 239]);

test("fields of other versions are skipped by their type on the wire", async () => {
  const extra = [
    9 * 8 + 1,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    10 * 8 + 5,
    1,
    2,
    3,
    4,
    11 * 8,
    200,
    1,
    ...text(12, "new"),
  ];
  const item = await readOne(line([...nested(1, [...extra, ...SECRET, ...text(2, "ada")]), ...extra]));
  expect(item).toMatchObject({ name: "ada", totp: "otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP" });
});

test("a code that is in the file twice is one", async () => {
  const code = line(nested(1, [...SECRET, ...text(2, "ada")]));
  expect((await readText(`${code}\n${code}`)).items).toHaveLength(1);
});

test("a raw plus is one of base64's letters", async () => {
  const written = line(nested(1, [...SECRET, ...text(2, "a>~?")]));
  expect(decodeURIComponent(written)).toContain("+");
  expect(await readOne(decodeURIComponent(written))).toMatchObject({ name: "a>~?" });
});

test.each([
  ["no data", "otpauth-migration://offline"],
  ["letters that aren't base64", "otpauth-migration://offline?data=%%%"],
  ["a group", line([11])],
  ["a number that never ends", line([8, ...Array.from({ length: 11 }, () => 255)])],
])("%s is damage", async (_, written) => {
  await expect(readText(written)).rejects.toMatchObject({ reason: "damaged" });
});

test("a line or a transfer over its limit is refused", async () => {
  const long = `otpauth-migration://offline?data=${"A".repeat(IMPORT_LIMITS.migrationLineChars)}`;
  await expect(readText(long)).rejects.toMatchObject({ reason: "too-large" });
  const codes = Array.from({ length: IMPORT_LIMITS.migrationCodes + 1 }, (_, index) =>
    line(nested(1, [...SECRET, ...text(2, `user${index}`)])),
  );
  await expect(readText(codes.join("\n"))).rejects.toMatchObject({ reason: "too-large" });
});
