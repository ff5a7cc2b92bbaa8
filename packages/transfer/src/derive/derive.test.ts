import { describe, expect, test } from "vitest";
import { checkArgon2, deriveArgon2 } from "./argon2.ts";
import { derivePbkdf2 } from "./pbkdf2.ts";
import { deriveScrypt } from "./scrypt.ts";

const bytes = (text: string) => Buffer.from(text);
const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");
const refusal = (reason: string) => expect.objectContaining({ name: "ImportRefusal", reason });

test("derives what the standards' vectors say", async () => {
  expect(hex(await derivePbkdf2(bytes("password"), bytes("salt"), 4096))).toBe(
    "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
  );
  expect(hex(await deriveScrypt(bytes("password"), bytes("NaCl"), { n: 1024, r: 8, p: 16 }))).toBe(
    "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
  );
  expect(
    hex(
      await deriveArgon2("argon2id", bytes("password"), {
        salt: bytes("somesalt"),
        cost: {
          memoryKiB: 65_536,
          passes: 2,
          lanes: 1,
        },
      }),
    ),
  ).toBe("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
});

describe("a cost over the limit is refused before memory is taken", () => {
  const argon2 = { memoryKiB: 65_536, passes: 3, lanes: 4, saltBytes: 16 };
  test.each([
    [{ memoryKiB: 1024 ** 3 }, "too-costly"],
    [{ memoryKiB: 1024 * 1024, passes: 17 }, "too-costly"],
    [{ passes: 2 ** 40 }, "too-costly"],
    [{ passes: Number.POSITIVE_INFINITY }, "too-costly"],
    [{ lanes: 129 }, "too-costly"],
    [{ lanes: 0 }, "damaged"],
    [{ passes: 1.5 }, "damaged"],
    [{ passes: -1 }, "damaged"],
    [{ memoryKiB: undefined }, "damaged"],
    [{ memoryKiB: Number.NaN }, "damaged"],
    [{ memoryKiB: 31 }, "damaged"],
    [{ saltBytes: 7 }, "damaged"],
    [{ saltBytes: 65 }, "damaged"],
  ])("Argon2: %j", (change, reason) => {
    expect(() => checkArgon2({ ...argon2, ...change })).toThrow(refusal(reason));
  });

  test.each([
    [{ n: 2 ** 30, r: 8, p: 1 }, "too-costly"],
    [{ n: 2 ** 18, r: 16, p: 1 }, "too-costly"],
    [{ n: 2 ** 17, r: 16, p: 16 }, "too-costly"],
    [{ n: 2 ** 14, r: 8, p: 17 }, "too-costly"],
    [{ n: 1000, r: 8, p: 1 }, "damaged"],
    [{ n: 0, r: 8, p: 1 }, "damaged"],
  ])("scrypt: %j", async (cost, reason) => {
    await expect(deriveScrypt(bytes(""), bytes(""), cost)).rejects.toEqual(refusal(reason));
  });

  test.each([
    [10_000_001, "too-costly"],
    [0, "damaged"],
    [undefined, "damaged"],
  ])("PBKDF2: %j rounds", async (rounds, reason) => {
    await expect(derivePbkdf2(bytes(""), bytes(""), rounds)).rejects.toEqual(refusal(reason));
  });
});
