import { describe, expect, it } from "vitest";
import { askAgain, askedBy, freshChallenge, proofIn } from "./question.ts";

describe("proofIn", () => {
  it("reads the six digits of an app, in groups or not", () => {
    expect(proofIn("123 456")).toEqual({ kind: "totp", code: "123456" });
    expect(proofIn(" 012345 ")).toEqual({ kind: "totp", code: "012345" });
  });

  it("reads a spare code as forgivingly as the server does, whichever the field asked for", () => {
    expect(proofIn("k7p2 m4qx 9dtr")).toEqual({ kind: "spare", code: "K7P2M4QX9DTR" });
    expect(proofIn("o7p2-m4qx-9dtI")).toEqual({ kind: "spare", code: "07P2M4QX9DT1" });
  });

  it("takes nothing else for a code", () => {
    for (const typed of ["", "12345", "1234567", "K7P2-M4QX", "K7P2-M4QX-9DTU"])
      expect(proofIn(typed)).toBe(null);
  });
});

describe("askAgain", () => {
  const asked = askAgain(null, null);

  it("asks for the app's code first, and again with the focus", () => {
    const nothingYet = { typed: "", problem: null, times: 1, refused: 0 };
    expect(asked).toEqual({ kind: "totp", kinds: ["totp", "spare"], passkey: null, ...nothingYet });
    expect(askAgain(asked, null).times).toBe(2);
  });

  it("empties the field of a code that can't be used again", () => {
    const typed = { ...asked, typed: "123456" };
    expect(askAgain(typed, "refused")).toMatchObject({ typed: "", problem: "refused" });
    expect(askAgain({ ...asked, typed: "K7P2-M4QX-9DTR" }, "used")).toMatchObject({
      typed: "",
      problem: "used",
    });
  });

  it("keeps a spare code, and what isn't a code yet, to be corrected", () => {
    const spare = { ...asked, kind: "spare", typed: "K7P2-M4QX-9DTR" } as const;
    expect(askAgain(spare, "refused").typed).toBe("K7P2-M4QX-9DTR");
    expect(askAgain({ ...asked, typed: "1234" }, "unreadable").typed).toBe("1234");
  });

  it("counts the codes that were refused, which the owner needn't be warned of", () => {
    const again = askAgain(askAgain(asked, "unreadable"), "refused");
    expect(askAgain(again, "refused").refused).toBe(2);
  });
});

describe("what the server asks", () => {
  const details = {
    kinds: ["totp", "passkey"],
    challenge: "c",
    rpId: "vault.example",
    credentialIds: ["one", "two"],
  };
  const error = { data: { vaultCode: "SECOND_FACTOR_REQUIRED", details } };
  const askable = { now: 1000, usable: true };

  it("names what the account has, and what a passkey signs", () => {
    expect(askedBy(error, askable)).toEqual({
      kinds: ["totp", "passkey"],
      passkey: { challenge: "c", rpId: "vault.example", credentialIds: ["one", "two"], at: 1000 },
    });
    expect(askedBy(new Error("no answer"), askable)).toBe(null);
  });

  it("leaves passkeys out where the page or the browser has none", () => {
    expect(askedBy(error, { now: 1000, usable: false })).toEqual({ kinds: ["totp"], passkey: null });
    const unnamed = { data: { details: { kinds: ["passkey", "spare"] } } };
    expect(askedBy(unnamed, askable)).toEqual({ kinds: ["spare"], passkey: null });
  });

  it("starts with a passkey for an account without an app, and with a spare code for one without both", () => {
    const first = (kinds: string[]) =>
      askAgain(null, null, askedBy({ data: { details: { ...details, kinds } } }, askable)).kind;
    expect(first(["passkey", "spare"])).toBe("passkey");
    expect(first(["spare"])).toBe("spare");
    expect(first(["spare", "passkey", "totp"])).toBe("totp");
  });

  it("holds for one answer of a passkey, and for less than five minutes", () => {
    const asked = askAgain(null, null, askedBy(error, askable));
    expect(freshChallenge(asked, 1000 + 200_000)?.challenge).toBe("c");
    expect(freshChallenge(asked, 1000 + 250_000)).toBe(null);
    expect(freshChallenge(askAgain(asked, "refused"), 2000)).toBe(null);
  });
});
