import { describe, expect, it } from "vitest";
import {
  accountRestoration,
  activityRequest,
  credentials,
  passphraseChange,
  recovery,
  registration,
} from "./account.ts";

const known = { username: "ada", password: "analytical engine" };

describe("registration", () => {
  it("needs username, password and passphrase, and nothing else", () => {
    const complete = { ...known, passphrase: "correct horse" };
    expect(registration.parse(complete)).toEqual(complete);
    for (const field of ["username", "password", "passphrase"]) {
      expect(registration.safeParse({ ...complete, [field]: undefined }).success).toBe(false);
    }
    expect(registration.safeParse({ ...complete, admin: true }).success).toBe(false);
  });

  it("holds password and passphrase to their least lengths", () => {
    expect(
      registration.safeParse({ ...known, password: "1234567", passphrase: "correct horse" }).success,
    ).toBe(false);
    expect(registration.safeParse({ ...known, passphrase: "12345" }).success).toBe(false);
  });

  it("trims the username, never the secrets", () => {
    const secrets = { password: " analytical ", passphrase: " correct horse " };
    expect(registration.parse({ username: " ada ", ...secrets })).toEqual({ username: "ada", ...secrets });
  });
});

describe("credentials", () => {
  it("may leave the passphrase out, but not empty", () => {
    expect(credentials.parse(known)).toEqual(known);
    expect(credentials.parse({ ...known, passphrase: "x" }).passphrase).toBe("x");
    expect(credentials.safeParse({ ...known, passphrase: "" }).success).toBe(false);
  });

  it("take secrets too short to be chosen now", () => {
    expect(credentials.parse({ username: "ada", password: "1", passphrase: "2" })).toMatchObject({
      password: "1",
      passphrase: "2",
    });
  });

  it("may ask for a session of whole seconds, one at least", () => {
    expect(credentials.parse({ ...known, expiresInSeconds: 1 }).expiresInSeconds).toBe(1);
    for (const expiresInSeconds of [0, -1, 1.5, "300", null, Number.POSITIVE_INFINITY]) {
      expect(credentials.safeParse({ ...known, expiresInSeconds }).success).toBe(false);
    }
  });
});

describe("recovery", () => {
  it("takes a code of any spelling, and a new passphrase of the least length", () => {
    const request = { ...known, recoveryCode: "o0il 1", newPassphrase: "correct horse" };
    expect(recovery.parse(request)).toEqual(request);
    expect(recovery.safeParse({ ...request, recoveryCode: "0".repeat(101) }).success).toBe(false);
    expect(recovery.safeParse({ ...request, newPassphrase: "short" }).success).toBe(false);
  });
});

describe("accountRestoration", () => {
  it("needs all that a login needs, and may name another username", () => {
    const request = { ...known, passphrase: "correct horse" };
    expect(accountRestoration.parse(request)).toEqual(request);
    expect(accountRestoration.parse({ ...request, newUsername: " lovelace " }).newUsername).toBe("lovelace");
    expect(accountRestoration.safeParse(known).success).toBe(false);
  });
});

describe("passphraseChange", () => {
  it("needs the password beside the new passphrase", () => {
    expect(passphraseChange.safeParse({ newPassphrase: "correct horse" }).success).toBe(false);
    expect(
      passphraseChange.safeParse({ password: known.password, newPassphrase: "correct horse" }).success,
    ).toBe(true);
  });
});

describe("activityRequest", () => {
  it("asks for 100 events where nothing is said, and for 500 at most", () => {
    expect(activityRequest.parse(undefined)).toEqual({ limit: 100 });
    expect(activityRequest.parse({})).toEqual({ limit: 100 });
    expect(activityRequest.parse({ limit: 5, cursor: 7 })).toEqual({ limit: 5, cursor: 7 });
    expect(activityRequest.safeParse({ cursor: 0 }).success).toBe(false);
    for (const limit of [0, 501, 1.5]) expect(activityRequest.safeParse({ limit }).success).toBe(false);
  });
});
