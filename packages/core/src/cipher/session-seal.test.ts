import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { everyBitFlipped, everyTruncation, numberedKey } from "../testing/sealing.ts";
import {
  hashSessionSecret,
  isSessionSecret,
  openSessionSeal,
  sealVaultKeyForSession,
} from "./session-seal.ts";

const random = systemRandom;
const vaultKey = numberedKey(3);
const secrets = { sessionSecret: random(32), pepper: random(32), passphrase: "correct horse" };
const place = { userId: 7, sessionId: "00112233445566778899aabbccddeeff", wrapNumber: 2 };
const seal = () => sealVaultKeyForSession(random, secrets, { place, vaultKey });

describe("openSessionSeal", () => {
  it("answers the vault key to whoever has passphrase, session secret, server secret and row", () => {
    expect(openSessionSeal(secrets, place, { keyNumber: 3, sealed: seal() })).toEqual(vaultKey);
  });

  it("answers no when one of the four is another", () => {
    const sealed = seal();
    for (const sessionSecret of everyBitFlipped(secrets.sessionSecret)) {
      expect(openSessionSeal({ ...secrets, sessionSecret }, place, { keyNumber: 3, sealed })).toBeNull();
    }
    for (const pepper of everyBitFlipped(secrets.pepper)) {
      expect(openSessionSeal({ ...secrets, pepper }, place, { keyNumber: 3, sealed })).toBeNull();
    }
    for (const passphrase of ["", "correct hors", "correct horse ", "Correct horse"]) {
      expect(openSessionSeal({ ...secrets, passphrase }, place, { keyNumber: 3, sealed })).toBeNull();
    }
    const otherRows = [{ userId: 8 }, { wrapNumber: 1 }, { wrapNumber: 3 }, { sessionId: "f".repeat(32) }];
    for (const row of otherRows)
      expect(openSessionSeal(secrets, { ...place, ...row }, { keyNumber: 3, sealed })).toBeNull();
    for (const keyNumber of [1, 2, 4])
      expect(openSessionSeal(secrets, place, { keyNumber, sealed })).toBeNull();
  });

  it("answers no for numbers that a damaged row may hold and no seal has", () => {
    for (const number of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(
        openSessionSeal(secrets, { ...place, wrapNumber: number }, { keyNumber: 3, sealed: seal() }),
      ).toBeNull();
      expect(openSessionSeal(secrets, place, { keyNumber: number, sealed: seal() })).toBeNull();
    }
  });

  it("answers no when any bit was turned or bytes are missing, and names another version", () => {
    const sealed = seal();
    for (const changed of [...everyBitFlipped(sealed), ...everyTruncation(sealed)]) {
      const opening = () => openSessionSeal(secrets, place, { keyNumber: 3, sealed: changed });
      if (changed.length < sealed.length || changed[0] === 1) expect(opening()).toBeNull();
      else expect(opening).toThrow(expect.objectContaining({ code: "RECORD_UNSUPPORTED" }));
    }
  });

  it("opens with no passphrase but the one that sealed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
        const sealed = sealVaultKeyForSession(random, { ...secrets, passphrase: one }, { place, vaultKey });
        const opened = openSessionSeal({ ...secrets, passphrase: other }, place, { keyNumber: 3, sealed });
        expect(opened !== null).toBe(one === other);
      }),
    );
  });

  it("refuses secrets of another length: nothing is left out without notice", () => {
    for (const length of [0, 16, 31, 33, 64]) {
      const bytes = new Uint8Array(length);
      expect(() =>
        openSessionSeal({ ...secrets, sessionSecret: bytes }, place, { keyNumber: 3, sealed: seal() }),
      ).toThrow(RangeError);
      expect(() =>
        openSessionSeal({ ...secrets, pepper: bytes }, place, { keyNumber: 3, sealed: seal() }),
      ).toThrow(RangeError);
    }
    for (const sessionId of ["", "00", "00".repeat(17)]) {
      expect(() =>
        openSessionSeal(secrets, { ...place, sessionId }, { keyNumber: 3, sealed: seal() }),
      ).toThrow(RangeError);
    }
  });
});

describe("sealVaultKeyForSession", () => {
  it("gives two different seals, and leaves what it was given as it is", () => {
    const before = structuredClone({ secrets, vaultKey });
    expect(seal().subarray(29)).not.toEqual(seal().subarray(29));
    expect({ secrets, vaultKey }).toEqual(before);
  });
});

describe("isSessionSecret", () => {
  it("knows the secret that was hashed, and no other", () => {
    const hash = hashSessionSecret(secrets.sessionSecret);
    expect(isSessionSecret(secrets.sessionSecret, hash)).toBe(true);
    for (const other of everyBitFlipped(secrets.sessionSecret))
      expect(isSessionSecret(other, hash)).toBe(false);
    for (const other of everyBitFlipped(hash))
      expect(isSessionSecret(secrets.sessionSecret, other)).toBe(false);
  });

  it("answers no for a hash or a secret of another length, without an error", () => {
    const hash = hashSessionSecret(secrets.sessionSecret);
    for (const length of [0, 1, 31, 33]) {
      expect(isSessionSecret(secrets.sessionSecret, new Uint8Array(length))).toBe(false);
      const secret = new Uint8Array(length);
      expect(isSessionSecret(secret, hash)).toBe(false);
      expect(isSessionSecret(secret, hashSessionSecret(secret))).toBe(false);
    }
  });
});
