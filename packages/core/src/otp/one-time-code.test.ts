import { describe, expect, it } from "vitest";
import { oneTimeCode } from "./one-time-code.ts";
import { type Otp, type OtpAlgorithm, parseOtpauth } from "./otpauth.ts";

const otp = (secret: string, given: Partial<Otp> = {}): Otp => ({
  secret: new TextEncoder().encode(secret),
  encoder: "digits",
  algorithm: "SHA1",
  digits: 6,
  periodSeconds: 30,
  issuer: "",
  account: "",
  ...given,
});

/** RFC 6238 appendix B. Its secrets are these digits, as many bytes as the hash has: erratum 2866. */
const SECRETS: Record<OtpAlgorithm, string> = {
  SHA1: "12345678901234567890",
  SHA256: "12345678901234567890123456789012",
  SHA512: "1234567890123456789012345678901234567890123456789012345678901234",
};
const RFC_6238: readonly [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
];

/** RFC 4226 appendix D: the first ten counters. */
const RFC_4226 = [
  "755224",
  "287082",
  "359152",
  "969429",
  "338314",
  "254676",
  "287922",
  "162583",
  "399871",
  "520489",
];

describe("oneTimeCode", () => {
  it.each(RFC_6238)("agrees with RFC 6238 at second %i, under all three hashes", (seconds, ...codes) => {
    for (const [index, algorithm] of (["SHA1", "SHA256", "SHA512"] as const).entries()) {
      const { code } = oneTimeCode(otp(SECRETS[algorithm], { algorithm, digits: 8 }), seconds * 1000);
      expect([algorithm, code]).toEqual([algorithm, codes[index]]);
    }
  });

  it("agrees with RFC 4226 on the counters 0 to 9", () => {
    const codes = RFC_4226.map((_, counter) => oneTimeCode(otp(SECRETS.SHA1), counter * 30_000).code);
    expect(codes).toEqual(RFC_4226);
  });

  it("keeps zeros in front, at every length", () => {
    for (const [digits, code] of [
      [6, "081804"],
      [7, "7081804"],
      [8, "07081804"],
      [9, "907081804"],
      [10, "0907081804"],
    ] as const)
      expect(oneTimeCode(otp(SECRETS.SHA1, { digits }), 1111111109_000).code).toBe(code);
  });

  it.each([
    ["63BEDWCQZKTQWPESARIERL5DTTQFCJTK", 1511200518, "FR8RV"],
    ["63BEDWCQZKTQWPESARIERL5DTTQFCJTK", 1511200714, "9P3VP"],
    ["JBSWY3DPEHPK3PXP", 59, "2YXGV"],
    ["JBSWY3DPEHPK3PXP", 1700000000, "2KM2P"],
  ])("agrees with other programs on Steam's letters of %s at second %i", (secret, seconds, code) => {
    const read = parseOtpauth(`steam://${secret}`);
    if (!read.ok) throw new Error(read.problem);
    expect(oneTimeCode(read.otp, seconds * 1000).code).toBe(code);
  });

  it("is good until its period ends, and is another one from that millisecond on", () => {
    const first = oneTimeCode(otp(SECRETS.SHA1), 59_999);
    expect(first).toEqual(oneTimeCode(otp(SECRETS.SHA1), 30_000));
    expect(first.goodUntil).toBe(60_000);
    expect(oneTimeCode(otp(SECRETS.SHA1), 60_000)).toEqual({ code: "359152", goodUntil: 90_000 });
    expect(oneTimeCode(otp(SECRETS.SHA1, { periodSeconds: 60 }), 59_999)).toEqual({
      code: "755224",
      goodUntil: 60_000,
    });
  });
});
