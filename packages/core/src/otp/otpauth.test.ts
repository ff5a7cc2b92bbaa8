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
        encoder: "digits",
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
    [`otpauth://yaotp/a?secret=${SECRET}`, /otpauth:\/\/totp/],
    [`otpauth://totp/a?secret=${SECRET}&encoder=yandex`, /not known/],
    [`otpauth://totp/a?secret=${SECRET}&secret=MZXW6YTBOI`, /two different/],
    ["steam://", /no secret/],
    ["steam://0189", /A to Z/],
    ["otpauth-migration://offline?data=abc", /Google Authenticator/],
    [`https://example.org/?secret=${SECRET}`, /otpauth:\/\/totp/],
    ["otpauth://totp/a", /no secret/],
    ["otpauth://totp/a?secret=", /no secret/],
    ["otpauth://totp/a?secret=0189", /A to Z/],
    ["otpauth://totp/a?secret=JBSWY3DP&EHPK3PXP", /A to Z/],
    ["secret: JBSW0189", /A to Z/],
    [`otpauth://totp/a?secret=${SECRET}&digits=5`, /6 to 10 digits/],
    [`otpauth://totp/a?secret=${SECRET}&digits=11`, /6 to 10 digits/],
    [`otpauth://totp/a?secret=${SECRET}&digits=6.5`, /6 to 10 digits/],
    [`otpauth://totp/a?secret=${SECRET}&period=0`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&period=-30`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&period=1e9`, /seconds/],
    [`otpauth://totp/a?secret=${SECRET}&algorithm=MD5`, /SHA256/],
    [`otpauth://totp/a?secret=${"A".repeat(500)}`, /too long/],
    ["my password", /at least 8 letters.*groups of one length/],
    ["sesame", /at least 8 letters/],
    ["ſſſſſſſſß", /A to Z/],
    ["234567", /code itself/],
    ["345 672", /code itself/],
    ["019-843", /code itself/],
    ["3456723456", /code itself/],
    ["correct horse battery staple 189", /A to Z/],
  ])("refuses %s with a sentence that says why", (text, reason) => {
    expect(uriOf(text)).toMatch(reason);
  });

  it.each([
    ["a secret under 16 letters", "jbswy3dpeh", "JBSWY3DPEE"],
    ["8 letters", "JBSWY3DP", "JBSWY3DP"],
    ["15 letters in groups of four", "jbsw y3dp ehpk 3px", "JBSWY3DPEHPK3PQ"],
    ["invisible marks inside", "\ufeffJBSW\u200bY3DP\u200dEHPK\u00ad3PXP\u2060", SECRET],
    ["other blanks and dashes", "JBSW\u00a0Y3DP\u2011EHPK\u20133PXP", SECRET],
    ["letters of full width", "ＪＢＳＷＹ３ＤＰＥＨＰＫ３ＰＸＰ", SECRET],
    ["a broken line", "JBSWY3DPEH\r\nPK3PXP", SECRET],
    ["a blank written as a plus", "otpauth://totp/?secret=JBSW+Y3DP+EHPK+3PXP", SECRET],
    ["an escaped blank", "otpauth://totp/?secret=JBSW%20Y3DP%20EHPK%203PXP", SECRET],
    ["an invisible mark in the address", `otpauth://\u200btotp/?sec\u2060ret=JBSW\u200cY3DPEHPK3PXP`, SECRET],
    ["an address over two lines", "otpauth://totp/?secret=JBSWY3DP\n  EHPK3PXP", SECRET],
    ["the same secret twice", `otpauth://totp/?secret=${SECRET}&secret=${SECRET.toLowerCase()}`, SECRET],
    [
      "ampersands from a page's source",
      `otpauth://totp/?digits=6&amp;secret=${SECRET}&amp;period=30`,
      SECRET,
    ],
    ["letters of a QR code", `OTPAUTH://TOTP/?SECRET=${SECRET}&DIGITS=6`, SECRET],
    ["invisible marks that count as letters", "JBSW\ufe0fY3DP\u034fEHPK\u31643PXP\u2800", SECRET],
    ["an invisible mark before the address", `\u200cotpauth://totp/?secret=${SECRET}\u200d`, SECRET],
    ["a secret in quotation marks", `"${SECRET}"`, SECRET],
    ["an address in brackets", `<otpauth://totp/?secret=${SECRET}>`, SECRET],
    ["the parameter alone", `secret=${SECRET}`, SECRET],
    ["the caption in front of it", `Setup key: ${SECRET}`, SECRET],
    ["an address out of another address", `otpauth%3A%2F%2Ftotp%2F%3Fsecret%3D${SECRET}`, SECRET],
    ["an address without its slashes", `otpauth:totp/?secret=${SECRET}`, SECRET],
    ["spaces around the numbers", `otpauth://totp/?secret=${SECRET}&digits=6%20&period=+30`, SECRET],
    ["a fragment behind the secret", `otpauth://totp/?secret=${SECRET}#top`, SECRET],
  ])("takes %s", (_, text, secret) => {
    expect(uriOf(text)).toBe(`otpauth://totp/?secret=${secret}`);
  });

  it.each([
    ["100%:ada", "100%25:ada", "100%"],
    ["Team #1:ada", "Team%20%231:ada", "Team #1"],
    ["Who?:ada", "Who%3F:ada", "Who?"],
    ["A&B=C:ada", "A%26B%3DC:ada", "A&B=C"],
    ["50%zz 100%c3 %C3%A4:ada", "50%25zz%20100%25c3%20%C3%A4:ada", "50%zz 100%c3 ä"],
    ["Caf\u00e9 / Bar:ada", "Caf%C3%A9%20%2F%20Bar:ada", "Café / Bar"],
  ])("takes a label that isn't escaped: %s", (label, normal, issuer) => {
    const parameter = encodeURIComponent(issuer);
    expect(uriOf(`otpauth://totp/${label}?secret=${SECRET}`)).toBe(
      `otpauth://totp/${normal}?secret=${SECRET}&issuer=${parameter}`,
    );
  });

  it.each([
    ["%", "%"],
    ["Team #1", "Team #1"],
    ["Research & Development", "Research & Development"],
    ["Google+", "Google+"],
    ["a%3Fb?c=d", "a?b?c=d"],
  ])("takes an issuer that isn't escaped: %s", (text, issuer) => {
    for (const uri of [
      `otpauth://totp/ada?issuer=${text}&secret=${SECRET}`,
      `otpauth://totp/ada?secret=${SECRET}&issuer=${text}`,
    ])
      expect(parseOtpauth(uri)).toMatchObject({ otp: { issuer, account: "ada" } });
  });

  it("takes a plus in the issuer for a blank where the label has one", () => {
    expect(parseOtpauth(`otpauth://totp/My%20Bank:ada?secret=${SECRET}&issuer=My+Bank`)).toMatchObject({
      otp: { issuer: "My Bank", account: "ada" },
    });
  });

  it.each([
    [`steam://${SECRET}`, `otpauth://totp/Steam:?secret=${SECRET}&issuer=Steam&encoder=steam`],
    [`STEAM://${SECRET.toLowerCase()}/`, `otpauth://totp/Steam:?secret=${SECRET}&issuer=Steam&encoder=steam`],
    [
      "steam://SGVsbG8h3q2+7wECAwQFBgcICQo=",
      "otpauth://totp/Steam:?secret=JBSWY3DPEHPK3PXPAEBAGBAFAYDQQCIK&issuer=Steam&encoder=steam",
    ],
    [
      `otpauth://totp/Steam:ada?secret=${SECRET}&issuer=Steam&encoder=steam&digits=5&period=30`,
      `otpauth://totp/Steam:ada?secret=${SECRET}&issuer=Steam&encoder=steam`,
    ],
    [
      `otpauth://totp/Steam:ada?secret=${SECRET}&issuer=Steam&digits=5`,
      `otpauth://totp/Steam:ada?secret=${SECRET}&issuer=Steam&encoder=steam`,
    ],
    [
      `otpauth://steam/Steam:ada?secret=${SECRET}`,
      `otpauth://totp/Steam:ada?secret=${SECRET}&issuer=Steam&encoder=steam`,
    ],
  ])("takes Steam's codes as apps write them: %s", (text, uri) => {
    expect(uriOf(text)).toBe(uri);
    expect(uriOf(uri)).toBe(uri);
    expect(parseOtpauth(text)).toMatchObject({ otp: { encoder: "steam", digits: 5, algorithm: "SHA1" } });
  });

  it("never repeats a secret in what it says about it", () => {
    expect(uriOf("sesame0sesame0sesame0")).not.toMatch(/sesame/i);
    expect(uriOf("otpauth://totp/a?secret=sesame0")).not.toMatch(/sesame/i);
  });

  it("reads algorithms as sites spell them", () => {
    for (const spelled of ["sha256", "SHA-256", "HmacSHA256", "HMAC_SHA_256"])
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
      encoder: fc.constant("digits" as const),
      algorithm: fc.constantFrom(...OTP_ALGORITHMS),
      digits: fc.integer({ min: 6, max: 10 }),
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
