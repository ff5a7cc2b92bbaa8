import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeTotp } from "./normalize-totp.ts";
import { formatOtpauth, OTP_ALGORITHMS, OTP_PROBLEMS, type Otp, parseOtpauth } from "./otpauth.ts";

const SECRET = "JBSWY3DPEHPK3PXP";
const uriOf = (text: string) => {
  const normal = normalizeTotp(text);
  return normal.ok ? normal.uri : `refused: ${OTP_PROBLEMS[normal.problem]}`;
};

describe("parseOtpauth", () => {
  it("reads every part of the address", () => {
    const uri = `otpauth://totp/Example%20Co:ada%40example.org?secret=${SECRET}&issuer=Example%20Co&algorithm=SHA512&digits=8&period=60`;
    expect(parseOtpauth(uri)).toEqual({
      ok: true,
      otp: {
        secret: new Uint8Array([72, 101, 108, 108, 111, 33, 222, 173, 190, 239]),
        algorithm: "SHA512",
        digits: 8,
        periodSeconds: 60,
        issuer: "Example Co",
        account: "ada@example.org",
      },
    });
  });

  it("takes what sites leave out as usual: SHA1, six digits, thirty seconds", () => {
    expect(parseOtpauth(`otpauth://totp/ada?secret=${SECRET}`)).toMatchObject({
      otp: { algorithm: "SHA1", digits: 6, periodSeconds: 30, issuer: "", account: "ada" },
    });
  });

  it("takes the secret alone, as sites print it", () => {
    for (const text of [SECRET, "jbsw y3dp ehpk 3pxp", " JBSW-Y3DP-EHPK-3PXP== \n"])
      expect(uriOf(text)).toBe(`otpauth://totp/?secret=${SECRET}`);
  });

  it.each([
    [`otpauth://hotp/a?secret=${SECRET}&counter=1`, /HOTP/],
    [`otpauth://steam/a?secret=${SECRET}`, /otpauth:\/\/totp/],
    [`otpauth://totp/a?secret=${SECRET}&encoder=steam`, /Steam/],
    ["otpauth-migration://offline?data=abc", /Google Authenticator/],
    [`https://example.org/?secret=${SECRET}`, /otpauth:\/\/totp/],
    ["otpauth://totp/a", /no secret/],
    ["otpauth://totp/a?secret=", /no secret/],
    ["otpauth://totp/a?secret=0189", /A to Z/],
    [`otpauth://totp/a?secret=${SECRET}&digits=5`, /6 to 8 digits/],
    [`otpauth://totp/a?secret=${SECRET}&digits=9`, /6 to 8 digits/],
    [`otpauth://totp/a?secret=${SECRET}&digits=6.5`, /6 to 8 digits/],
    [`otpauth://totp/a?secret=${SECRET}&period=0`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&period=-30`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&period=1e9`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&algorithm=MD5`, /SHA256/],
    [`otpauth://totp/%zz?secret=${SECRET}`, /%/],
    [`otpauth://totp/a?secret=${SECRET}&issuer=%`, /%/],
    [`otpauth://totp/a?secret=${"A".repeat(500)}`, /too long/],
    ["my password", /16 letters/],
    ["correct horse battery staple 189", /A to Z/],
  ])("refuses %s with a sentence that says why", (text, reason) => {
    expect(uriOf(text)).toMatch(reason);
  });

  it("never repeats a secret in what it says about it", () => {
    expect(uriOf("sesame0sesame0sesame0")).not.toMatch(/sesame/i);
    expect(uriOf("otpauth://totp/a?secret=sesame0")).not.toMatch(/sesame/i);
  });

  it("reads algorithms as sites spell them", () => {
    for (const spelled of ["sha256", "SHA-256", "HmacSHA256"])
      expect(parseOtpauth(`otpauth://totp/?secret=${SECRET}&algorithm=${spelled}`)).toMatchObject({
        otp: { algorithm: "SHA256" },
      });
  });
});

describe("the normal form", () => {
  it("leaves out what is usual, and keeps the rest", () => {
    expect(uriOf(`otpauth://TOTP/Bank%3Aada?digits=6&Secret=${SECRET.toLowerCase()}&period=30&image=x`)).toBe(
      `otpauth://totp/Bank:ada?secret=${SECRET}&issuer=Bank`,
    );
    expect(uriOf("  ")).toBe("");
  });

  it("is what it was when it is read again, whatever the names hold", () => {
    const name = fc.string({ unit: "grapheme", maxLength: 30 });
    const otp = fc.record({
      secret: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      algorithm: fc.constantFrom(...OTP_ALGORITHMS),
      digits: fc.integer({ min: 6, max: 8 }),
      periodSeconds: fc.integer({ min: 5, max: 3600 }),
      issuer: name,
      account: name,
    });
    fc.assert(
      fc.property(otp, (given: Otp) => {
        const issuer = encodeURIComponent(given.issuer);
        const account = encodeURIComponent(given.account);
        const once = uriOf(
          `otpauth://totp/${account}?issuer=${issuer}&secret=${formatOtpauth({ ...given, issuer: "", account: "" }).split("secret=")[1]}`,
        );
        expect(once).toMatch(/^otpauth:/);
        expect(uriOf(once)).toBe(once);
        expect(parseOtpauth(once)).toMatchObject({
          otp: {
            secret: given.secret,
            algorithm: given.algorithm,
            digits: given.digits,
            periodSeconds: given.periodSeconds,
          },
        });
      }),
    );
  });

  it("refuses names that would make it longer than an item holds", () => {
    expect(uriOf(`otpauth://totp/${"ä".repeat(400)}?secret=${SECRET}`)).toMatch(/too long/);
  });
});
