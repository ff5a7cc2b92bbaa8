import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { associatedData, type SealedPlace } from "./associated-data.ts";

const kdf = { memoryKib: 65536, passes: 3, parallelism: 1 };
const salt = "00112233445566778899aabbccddeeff";
const sessionId = "ffeeddccbbaa99887766554433221100";

/** One of each kind, with what format.md says of it. */
const places: [SealedPlace, string][] = [
  [
    { kind: "record", table: "item", userId: 7, id: 42, sealRev: 3, keyNumber: 1 },
    "opp|1|record|item|u=7|i=42|r=3|k=1",
  ],
  [
    { kind: "record", table: "category", userId: 7, id: 42, sealRev: 3, keyNumber: 1 },
    "opp|1|record|category|u=7|i=42|r=3|k=1",
  ],
  [
    { kind: "record", table: "item", vaultId: 1001, id: 42, sealRev: 3, keyNumber: 1 },
    "opp|1|record|item|v=1001|i=42|r=3|k=1",
  ],
  [
    { kind: "record", table: "category", vaultId: 1001, id: 42, sealRev: 3, keyNumber: 1 },
    "opp|1|record|category|v=1001|i=42|r=3|k=1",
  ],
  [
    { kind: "passphrase-wrap", userId: 7, keyNumber: 1, wrapNumber: 2, kdf, salt },
    `opp|1|vault-key|passphrase|u=7|k=1|w=2|argon2id|m=65536|t=3|p=1|s=${salt}`,
  ],
  [{ kind: "recovery-wrap", userId: 7, keyNumber: 1 }, "opp|1|vault-key|recovery|u=7|k=1"],
  [{ kind: "previous-key", userId: 7, keyNumber: 1, under: 2 }, "opp|1|vault-key|previous|u=7|k=1|n=2"],
  [
    { kind: "session-seal", userId: 7, sessionId, keyNumber: 1, wrapNumber: 2 },
    `opp|1|session-seal|u=7|s=${sessionId}|k=1|w=2`,
  ],
  [{ kind: "session-origin", userId: 7, sessionId }, `opp|1|session-origin|u=7|s=${sessionId}`],
  [{ kind: "totp", userId: 7 }, "opp|1|totp|u=7"],
  [
    { kind: "session-ticket", userId: 7, sessionId, keyNumber: 1, wrapNumber: 2 },
    `opp|1|session-ticket|u=7|s=${sessionId}|k=1|w=2`,
  ],
  [{ kind: "passkey-private", userId: 7, passkeyId: 3 }, "opp|1|passkey-private|u=7|p=3"],
  [{ kind: "passkey-box", userId: 7, passkeyId: 3, keyNumber: 1 }, "opp|1|vault-key|passkey|u=7|p=3|k=1"],
  [
    { kind: "record", table: "passkey", userId: 7, id: 3, sealRev: 1, keyNumber: 1 },
    "opp|1|record|passkey|u=7|i=3|r=1|k=1",
  ],
  [{ kind: "event-device", userId: 7, at: 1000 }, "opp|1|event-device|u=7|t=1000"],
  [
    { kind: "record", table: "attachment", userId: 7, id: 17, sealRev: 1, keyNumber: 3 },
    "opp|1|record|attachment|u=7|i=17|r=1|k=3",
  ],
  [{ kind: "chunk", attachmentId: 17, no: 3, isLast: false }, "opp|1|chunk|a=17|n=3|last=0"],
  [{ kind: "chunk", attachmentId: 17, no: 4, isLast: true }, "opp|1|chunk|a=17|n=4|last=1"],
];

/** The same place with each of its numbers, in turn, replaced. */
function withEachNumber(place: SealedPlace, number: number): SealedPlace[] {
  return Object.entries(place).flatMap(([part, value]): SealedPlace[] => {
    if (typeof value === "number") return [{ ...place, [part]: number }];
    if (place.kind !== "passphrase-wrap" || part !== "kdf") return [];
    return Object.keys(place.kdf).map((name) => ({ ...place, kdf: { ...place.kdf, [name]: number } }));
  });
}

describe("associatedData", () => {
  it.each(places)("names the place of %j", (place, name) => {
    expect(associatedData(place)).toBe(name);
  });

  it.each(places)("takes natural numbers only, in every part of %j", (place) => {
    for (const number of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      const changed = withEachNumber(place, number);
      expect(changed.length).toBeGreaterThan(0);
      for (const other of changed) expect(() => associatedData(other)).toThrow(RangeError);
    }
  });

  it("writes numbers as plain decimals, however large", () => {
    const place = { kind: "recovery-wrap", userId: Number.MAX_SAFE_INTEGER, keyNumber: 0 } as const;
    expect(associatedData(place)).toBe("opp|1|vault-key|recovery|u=9007199254740991|k=0");
  });

  it.each(["", "0", "ABCD", "aB", "0g", "00|u=8", "00\n", " 00", "é0"])("refuses %j for bytes", (text) => {
    expect(() => associatedData({ kind: "session-origin", userId: 7, sessionId: text })).toThrow(RangeError);
    const wrap = {
      kind: "passphrase-wrap",
      userId: 7,
      keyNumber: 1,
      wrapNumber: 2,
      kdf,
      salt: text,
    } as const;
    expect(() => associatedData(wrap)).toThrow(RangeError);
  });

  it("gives two places the same name only if they are the same place", () => {
    const number = fc.nat({ max: 120 });
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 2 })
      .map((some) => Buffer.from(some).toString("hex"));
    const cost = fc.record({ memoryKib: number, passes: number, parallelism: number });
    const userId = number;
    const keyNumber = number;
    const wrapNumber = number;
    const table = fc.constantFrom("item" as const, "category" as const, "attachment" as const);
    const place: fc.Arbitrary<SealedPlace> = fc.oneof(
      fc.record({
        kind: fc.constant("record" as const),
        table,
        userId,
        id: number,
        sealRev: number,
        keyNumber,
      }),
      fc.record({
        kind: fc.constant("record" as const),
        table,
        vaultId: number,
        id: number,
        sealRev: number,
        keyNumber,
      }),
      fc.record({
        kind: fc.constant("passphrase-wrap" as const),
        userId,
        keyNumber,
        wrapNumber,
        kdf: cost,
        salt: bytes,
      }),
      fc.record({ kind: fc.constant("recovery-wrap" as const), userId, keyNumber }),
      fc.record({ kind: fc.constant("previous-key" as const), userId, keyNumber, under: number }),
      fc.record({
        kind: fc.constant("session-seal" as const),
        userId,
        sessionId: bytes,
        keyNumber,
        wrapNumber,
      }),
      fc.record({ kind: fc.constant("session-origin" as const), userId, sessionId: bytes }),
      fc.record({ kind: fc.constant("event-device" as const), userId, at: number }),
      fc.record({
        kind: fc.constant("chunk" as const),
        attachmentId: number,
        no: number,
        isLast: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(associatedData(one) === associatedData(other)).toBe(
          JSON.stringify(one) === JSON.stringify(other),
        );
        expect(associatedData(one)).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
