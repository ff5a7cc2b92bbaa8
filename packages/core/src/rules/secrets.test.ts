import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newPassphrase, newPassword, newUsername } from "../schemas/secrets.ts";
import { LIMITS } from "./limits.ts";
import { areSameSecret, newPassphraseProblem, newPasswordProblem, newUsernameProblem } from "./secrets.ts";

const typed = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("a", "\u0308", " ", "\t", "\ud800", "é", "😀"), maxLength: 12 }),
  fc.nat({ max: LIMITS.passwordBytes + 2 }).map((length) => "ä".repeat(length)),
);

describe("the rules that forms and schemas share", () => {
  it("find a problem in exactly the texts that the schemas refuse", () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(newPasswordProblem(text) === null).toBe(newPassword.safeParse(text).success);
        expect(newPassphraseProblem(text) === null).toBe(newPassphrase.safeParse(text).success);
        expect(newUsernameProblem(text) === null).toBe(newUsername.safeParse(text).success);
      }),
    );
  });

  it("say what is wrong", () => {
    expect(newPasswordProblem("short")).toBe("too-short");
    expect(newPasswordProblem("tab\tin the middle")).toBe("control-character");
    expect(newPassphraseProblem("half \ud800 pair")).toBe("half-character");
    expect(newPasswordProblem("x".repeat(LIMITS.passwordBytes + 1))).toBe("too-large");
    expect(newUsernameProblem("   ")).toBe("empty");
    expect(newUsernameProblem("x".repeat(LIMITS.usernameChars + 1))).toBe("too-long");
    expect(newUsernameProblem(" ada ")).toBeNull();
  });

  it("compare secrets whichever way their letters are composed", () => {
    expect(areSameSecret("ä", "a\u0308")).toBe(true);
    expect(areSameSecret("a", "A")).toBe(false);
  });
});
