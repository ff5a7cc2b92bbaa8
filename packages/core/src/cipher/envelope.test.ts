import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../errors.ts";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed } from "../sealed.ts";
import { everyBitFlipped, everyTruncation } from "../testing/sealing.ts";
import type { SealedPlace } from "./associated-data.ts";
import { openEnvelope, readKeyNumber, sealEnvelope } from "./envelope.ts";

const random = systemRandom;
const key = random(32);
const place = { kind: "recovery-wrap", userId: 7, keyNumber: 0x01020304 } as const;
const plaintext = new Uint8Array([1, 2, 3]);
const sealed = sealEnvelope(random, key, plaintext, place);

describe("sealEnvelope", () => {
  it("writes version, key number, nonce, ciphertext and tag", () => {
    expect([...sealed.subarray(0, 5)]).toEqual([1, 1, 2, 3, 4]);
    expect(sealed).toHaveLength(5 + 24 + 3 + 16);
  });

  it("takes a fresh nonce each time", () => {
    const nonces = Array.from({ length: 1000 }, () => {
      return Buffer.from(sealEnvelope(random, key, plaintext, place).subarray(5, 29)).toString("hex");
    });
    expect(new Set(nonces).size).toBe(1000);
  });

  it("refuses a key number beyond 32 bits, and places that can't be", () => {
    for (const keyNumber of [2 ** 32, -1, 1.5, Number.NaN]) {
      expect(() => sealEnvelope(random, key, plaintext, { ...place, keyNumber })).toThrow(RangeError);
    }
    const largest = { ...place, keyNumber: 2 ** 32 - 1 };
    expect(openEnvelope(key, sealEnvelope(random, key, plaintext, largest), largest)).toEqual(plaintext);
  });

  it("refuses a key or a nonce of another length", () => {
    expect(() => sealEnvelope(random, key.subarray(1), plaintext, place)).toThrow("key");
    expect(() => sealEnvelope(() => new Uint8Array(23), key, plaintext, place)).toThrow("nonce");
  });
});

describe("openEnvelope", () => {
  it("answers what was sealed, of any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(openEnvelope(key, sealEnvelope(random, key, bytes, place), place)).toEqual(bytes);
      }),
    );
  });

  it("opens nothing in which any bit was turned, and names another version", () => {
    for (const changed of everyBitFlipped(sealed)) {
      const opening = () => openEnvelope(key, changed, place);
      if (changed[0] === 1) expect(opening()).toBeNull();
      else expect(opening).toThrow(new VaultError("RECORD_UNSUPPORTED", {}, unknownVersion(changed[0])));
    }
  });

  it("opens nothing that was cut or has grown", () => {
    for (const cut of everyTruncation(sealed)) expect(openEnvelope(key, cut, place)).toBeNull();
    expect(openEnvelope(key, asSealed(new Uint8Array([...sealed, 0])), place)).toBeNull();
  });

  it("opens nothing under another key", () => {
    for (const other of everyBitFlipped(key)) expect(openEnvelope(other, sealed, place)).toBeNull();
  });

  it("answers bytes of nobody's making with no, or with their version", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(openEnvelope(key, asSealed(bytes), place)).toBeNull();
        } catch (error) {
          expect(error).toEqual(new VaultError("RECORD_UNSUPPORTED", {}, unknownVersion(bytes[0])));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses an envelope that names another key number, also where the place has none", () => {
    const origin: SealedPlace = { kind: "session-origin", userId: 7, sessionId: "00".repeat(16) };
    const unnumbered = sealEnvelope(random, key, plaintext, origin);
    expect([...unnumbered.subarray(1, 5)]).toEqual([0, 0, 0, 0]);
    unnumbered[4] = 1;
    expect(openEnvelope(key, unnumbered, origin)).toBeNull();
  });

  it("answers no for a place that can't be, as a damaged row may name one", () => {
    for (const userId of [-1, 0.5, Number.NaN, 2 ** 60])
      expect(openEnvelope(key, sealed, { ...place, userId })).toBeNull();
    const origin = { kind: "session-origin", userId: 7, sessionId: "no hex" } as const;
    const unnumbered = sealEnvelope(random, key, plaintext, { ...origin, sessionId: "00" });
    expect(openEnvelope(key, unnumbered, origin)).toBeNull();
  });
});

describe("readKeyNumber", () => {
  it("answers the key number without opening, and null for what is too short to be an envelope", () => {
    expect(readKeyNumber(sealed)).toBe(0x01020304);
    expect(readKeyNumber(asSealed(sealed.subarray(0, 44)))).toBeNull();
    expect(readKeyNumber(asSealed(new Uint8Array()))).toBeNull();
  });
});

const unknownVersion = (version: number | undefined) =>
  `A sealed value has format version ${version}; this program knows version 1.`;
