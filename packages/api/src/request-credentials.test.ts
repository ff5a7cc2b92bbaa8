import { VaultError } from "@opp/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequestCredentials } from "./request-credentials.ts";

const base64url = (bytes: string | Uint8Array) => Buffer.from(bytes).toString("base64url");

function read(...rawHeaders: string[]) {
  const { token, passphrase } = readRequestCredentials(rawHeaders);
  return { token, passphrase: passphrase?.reveal() ?? null };
}

/** The field that the refusal names. Whatever was sent must not stand in its message. */
function refusedField(...rawHeaders: string[]): string | undefined {
  try {
    readRequestCredentials(rawHeaders);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    expect(error.code).toBe("INVALID_INPUT");
    for (const value of rawHeaders.filter((_, index) => index % 2 === 1))
      if (value.length > 8) expect(error.message).not.toContain(value);
    return error.details.field;
  }
  throw new Error("This was not refused.");
}

describe("readRequestCredentials", () => {
  it("finds nothing in a request that brings nothing", () => {
    expect(read()).toEqual({ token: null, passphrase: null });
    expect(read("host", "example", "cookie", "authorization=Bearer x")).toEqual({
      token: null,
      passphrase: null,
    });
  });

  it("takes an empty header for none", () => {
    expect(read("authorization", "", "x-opp-phrase", "")).toEqual({ token: null, passphrase: null });
    expect(read("x-opp-phrase-base64", "")).toEqual({ token: null, passphrase: null });
  });

  it("reads token and passphrase, whatever the case of the headers' names", () => {
    expect(read("Authorization", "Bearer abc.def.ghi", "X-OPP-Phrase", "open sesame")).toEqual({
      token: "abc.def.ghi",
      passphrase: "open sesame",
    });
    expect(read("AUTHORIZATION", "bearer  abc", "x-opp-PHRASE-base64", base64url("open sesame"))).toEqual({
      token: "abc",
      passphrase: "open sesame",
    });
  });

  it.each(["authorization", "x-opp-phrase", "x-opp-phrase-base64"])(
    "refuses %s sent twice, even with the same value",
    (name) => {
      const value = name === "authorization" ? "Bearer abc" : "AAAA";
      expect(refusedField(name, value, name.toUpperCase(), value)).toBe(name);
      expect(refusedField(name, value, "host", "x", name, "")).toBe(name);
      expect(refusedField(name, "", name, value)).toBe(name);
    },
  );

  it("refuses both headers for the passphrase, though they say the same, or nothing", () => {
    expect(refusedField("x-opp-phrase", "open sesame", "x-opp-phrase-base64", base64url("open sesame"))).toBe(
      "x-opp-phrase",
    );
    expect(refusedField("x-opp-phrase", "", "x-opp-phrase-base64", base64url("open sesame"))).toBe(
      "x-opp-phrase",
    );
  });

  it.each([
    "Basic dXNlcjpwYXNz",
    "Bearer",
    "Bearer ",
    "abc.def.ghi",
    "Bearer two tokens",
    " Bearer abc",
    "BearerToken abc",
  ])("refuses %j as authorization", (value) => {
    expect(refusedField("authorization", value)).toBe("authorization");
  });

  it("takes ASCII only in the plain header: Latin-1 would be another passphrase than the one typed", () => {
    expect(read("x-opp-phrase", ` !"#$%&'()*+,-./09:;<=>?@AZ[\\]^_\`az{|}~`).passphrase).toHaveLength(39);
    for (const value of [
      "cr\u00e8me br\u00fbl\u00e9e",
      "tab\tinside the phrase",
      "\u007f in the phrase",
      "\u00a0in the phrase",
    ]) {
      expect(refusedField("x-opp-phrase", value)).toBe("x-opp-phrase");
    }
  });

  it.each([
    ["padded", "b3BlbiBzZXNhbWU="],
    ["in the other alphabet", "+/+/"],
    ["with bits left over", "b3BlbiBzZXNhbWV"],
    ["with a blank", "b3Bl biBz"],
    ["cut short", "b3BlbiBzZ"],
    ["no base64 at all", "open sesame!"],
  ])("refuses base64url that isn't canonical: %s", (_, value) => {
    expect(refusedField("x-opp-phrase-base64", value)).toBe("x-opp-phrase-base64");
  });

  it.each([
    ["a lone continuation byte", [0x80]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["half a character", [0x61, 0xe2, 0x82]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
    ["Latin-1", [0x63, 0x72, 0xe8, 0x6d, 0x65]],
  ])("refuses bytes that aren't UTF-8: %s", (_, bytes) => {
    expect(refusedField("x-opp-phrase-base64", base64url(Uint8Array.from(bytes)))).toBe(
      "x-opp-phrase-base64",
    );
  });

  it("gives any well-formed passphrase back as it was sent, a byte-order mark in front included", () => {
    expect(read("x-opp-phrase-base64", base64url("\ufeffopen sesame")).passphrase).toBe("\ufeffopen sesame");
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        expect(read("x-opp-phrase-base64", base64url(text)).passphrase).toBe(text);
      }),
    );
  });

  it("hides the passphrase from logs", () => {
    const credentials = readRequestCredentials(["x-opp-phrase", "marked secret"]);
    expect(JSON.stringify(credentials) + String(credentials.passphrase)).not.toContain("marked secret");
  });

  it("takes a ticket in the passphrase's place, and never both", () => {
    const ticket = "A".repeat(43);
    expect(readRequestCredentials(["x-opp-unlock", ticket]).ticket?.reveal()).toBe(ticket);
    expect(readRequestCredentials(["x-opp-unlock", ""]).ticket).toBeNull();
    expect(readRequestCredentials(["x-opp-unlock", ticket, "x-opp-phrase", ""]).ticket).not.toBeNull();
    for (const [name, value] of [
      ["x-opp-phrase", "a passphrase"],
      ["x-opp-phrase-base64", base64url("a passphrase")],
      ["x-opp-unlock", ticket],
    ] as const)
      expect(refusedField("x-opp-unlock", ticket, name, value)).toBe("x-opp-unlock");
    for (const wrong of [`${ticket}A`, "short", "ä".repeat(43), `${ticket.slice(1)}=`])
      expect(refusedField("x-opp-unlock", wrong)).toBe("x-opp-unlock");
  });
});
