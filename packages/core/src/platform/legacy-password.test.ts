import { describe, expect, it } from "vitest";
import { DECOY_LEGACY_HASH, isLegacyHash } from "../cipher/legacy-password.ts";
import { checkLegacyPassword } from "./legacy-password.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
/** Made by OpenPassPhrase itself: legacy/vectors. */
const ALICE = "$2b$12$DzM8cp8Kriv4xpl7eVkco.ObZt45z8t4kb6NYS6ca/zWcBkk9KiBy";

describe("checkLegacyPassword", () => {
  it("knows the password of OpenPassPhrase's own hash, and no other", async () => {
    expect(await checkLegacyPassword(utf8("alice-пароль-Pa55"), ALICE)).toBe(true);
    expect(await checkLegacyPassword(utf8("alice-пароль-Pa56"), ALICE)).toBe(false);
    expect(await checkLegacyPassword(utf8(""), ALICE)).toBe(false);
  });

  it("runs the decoy at the old program's own cost", () => {
    expect(isLegacyHash(DECOY_LEGACY_HASH)).toBe(true);
    const cost = (hash: string) => hash.split("$")[2];
    expect(cost(DECOY_LEGACY_HASH)).toBe(cost(ALICE));
  });
});

describe("isLegacyHash", () => {
  it.each([
    ["$2a$10$DzM8cp8Kriv4xpl7eVkco.ObZt45z8t4kb6NYS6ca/zWcBkk9KiBy", true],
    ["$2b$31$DzM8cp8Kriv4xpl7eVkco.ObZt45z8t4kb6NYS6ca/zWcBkk9KiBy", false],
    ["$2b$12$DzM8cp8Kriv4xpl7eVkco.ObZt45z8t4kb6NYS6ca/zWcBkk9KiB", false],
    [
      "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      false,
    ],
    ["", false],
  ])("%s: %s", (hash, is) => {
    expect(isLegacyHash(hash)).toBe(is);
  });
});
