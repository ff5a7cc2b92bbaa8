import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../errors.ts";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed, type Sealed } from "../sealed.ts";
import { Secret } from "../secret.ts";
import { everyBitFlipped, everyTruncation, numberedKey, withBitFlipped } from "../testing/sealing.ts";
import { sealEnvelope } from "./envelope.ts";
import { deriveRecordKey, recordKeys } from "./keys.ts";
import { pad } from "./padding.ts";
import { openRecord, type RecordPlace, type SealableRecord, sealRecord } from "./record.ts";
import { utf8Encode } from "./utf8.ts";

const random = systemRandom;
const vaultKey = numberedKey(1);
const keys = recordKeys(vaultKey);
const place = { table: "item", userId: 7, id: 42, sealRev: 3 } as const satisfies RecordPlace;
const item = {
  name: "Bank",
  url: "https://bank.example",
  account: "",
  username: "ada",
  password: "pässwörd",
  blob: "1\n2",
};

/** Any text, halves of characters included. */
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  maxLength: 100,
});
const fieldName = text.filter((name) => name !== "__proto__");
const plainValue = fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    plainValue,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fieldName, tie("value"), { maxKeys: 4 }),
  ),
}));
const anyRecord: fc.Arbitrary<SealableRecord> = fc.dictionary(fieldName, value, {
  maxKeys: 8,
  noNullPrototype: true,
});

/** Seals text as if it were a record's JSON: what only someone with the key could do. */
const sealText = (json: string | Uint8Array, padded = true): Sealed => {
  const bytes = typeof json === "string" ? utf8Encode(json) : json;
  return sealEnvelope(random, deriveRecordKey(vaultKey.key), padded ? pad(bytes, 64) : bytes, {
    kind: "record",
    keyNumber: 1,
    ...place,
  });
};

const failure = (run: () => unknown): VaultError => {
  try {
    run();
  } catch (error) {
    if (error instanceof VaultError) return error;
    throw error;
  }
  throw new Error("It opened.");
};

describe("openRecord", () => {
  it("answers any record as it was sealed, the order of its fields too", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const opened = openRecord(keys, place, sealRecord(random, keys, place, record));
        expect(JSON.stringify(opened)).toBe(JSON.stringify(record));
        expect(opened).toStrictEqual(JSON.parse(JSON.stringify(record)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["no fields", {}],
    ["an empty field name", { "": "" }],
    [
      "fields of a later version",
      { ...item, totp: { period: 30, tags: ["a", null, [], {}] }, favourite: true },
    ],
    ["half a character", { name: "\ud83d", password: "\ude00\ud83d" }],
    ["a character of any plane", { name: "\u0000é한😀\u2028\ufeff" }],
    ["a field named as what every object has", { constructor: "x", toString: "y", hasOwnProperty: "z" }],
    ["the largest and the least number", { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER }],
    ["1 MiB of text", { ...item, blob: "x".repeat(1024 * 1024) }],
    ["1 MiB of emoji", { ...item, blob: "😀".repeat(512 * 1024) }],
  ])("answers %s", (_name, record) => {
    expect(openRecord(keys, place, sealRecord(random, keys, place, record))).toStrictEqual(record);
  });

  it("refuses a record with any bit turned: damaged, or of a version or key that it names", () => {
    for (const changed of everyBitFlipped(sealRecord(random, keys, place, item))) {
      const { code, details, message } = failure(() => openRecord(keys, place, changed));
      expect(details).toEqual({ table: "items", ids: [42] });
      if (changed[0] !== 1) {
        expect([code, message]).toEqual([
          "RECORD_UNSUPPORTED",
          expect.stringContaining(`version ${changed[0]};`),
        ]);
      } else if ([1, 2, 3].some((at) => changed[at] !== 0) || changed[4] !== 1) {
        const number = new DataView(changed.buffer).getUint32(1);
        expect([code, message]).toEqual([
          "RECORD_UNSUPPORTED",
          expect.stringContaining(`vault key ${number},`),
        ]);
      } else {
        expect(code).toBe("RECORD_DAMAGED");
      }
    }
  });

  it("refuses a record with any byte changed to any other", () => {
    const sealed = sealRecord(random, keys, place, item);
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = asSealed(new Uint8Array(sealed));
        changed[at] = (changed[at] ?? 0) ^ difference;
        expect(failure(() => openRecord(keys, place, changed)).code).toMatch(
          /^RECORD_(DAMAGED|UNSUPPORTED)$/,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses a record that is cut anywhere or has grown", () => {
    const sealed = sealRecord(random, keys, place, item);
    const longer = asSealed(new Uint8Array([...sealed, 0]));
    for (const changed of [...everyTruncation(sealed), longer]) {
      const { code, details } = failure(() => openRecord(keys, place, changed));
      expect([code, details]).toEqual(["RECORD_DAMAGED", { table: "items", ids: [42] }]);
    }
  });

  it("refuses a record moved to another table, user, row or revision", () => {
    const sealed = sealRecord(random, keys, place, item);
    for (const part of ["userId", "id", "sealRev"] as const) {
      for (const number of [place[part] + 1, place[part] - 1, 0, -1, 0.5, Number.NaN, 2 ** 53]) {
        expect(failure(() => openRecord(keys, { ...place, [part]: number }, sealed)).code).toBe(
          "RECORD_DAMAGED",
        );
      }
    }
    const moved = failure(() => openRecord(keys, { ...place, table: "category" }, sealed));
    expect([moved.code, moved.details]).toEqual(["RECORD_DAMAGED", { table: "categories", ids: [42] }]);
  });

  it("refuses a record of a shared vault in the personal vault of the same number, and the other way round", () => {
    const { userId: vaultId, ...row } = place;
    const shared = { ...row, vaultId };
    for (const [sealedAt, openedAt] of [
      [place, shared],
      [shared, place],
    ] as const) {
      const sealed = sealRecord(random, keys, sealedAt, item);
      expect(openRecord(keys, sealedAt, sealed)).toEqual(item);
      expect(failure(() => openRecord(keys, openedAt, sealed)).code).toBe("RECORD_DAMAGED");
    }
  });

  it("refuses a record that claims another key of the same vault", () => {
    const renewed = recordKeys(numberedKey(3), vaultKey);
    const sealed = sealRecord(random, keys, place, item);
    expect(openRecord(renewed, place, sealed)).toEqual(item);
    // Key 1 said to be key 3: bit 1 of the key number's last byte.
    expect(failure(() => openRecord(renewed, place, withBitFlipped(sealed, 4 * 8 + 1))).code).toBe(
      "RECORD_DAMAGED",
    );
  });

  it("refuses a record of another vault", () => {
    const sealed = sealRecord(random, keys, place, item);
    expect(failure(() => openRecord(recordKeys(numberedKey(1, 9)), place, sealed)).code).toBe(
      "RECORD_DAMAGED",
    );
  });

  it("names the version before the key number, which another version may keep elsewhere", () => {
    const sealed = sealRecord(random, keys, place, item);
    sealed.set([2, 9, 9, 9, 9]);
    expect(failure(() => openRecord(keys, place, sealed)).message).toContain("version 2;");
  });

  it.each([
    ["an array", "[]"],
    ["a string", '"x"'],
    ["null", "null"],
    ["nothing", ""],
    ["half of JSON", '{"name":"x"'],
    ["JSON and more", '{"name":"x"} {}'],
    ["a byte order mark", '\ufeff{"name":"x"}'],
    ["a fraction", '{"a":0.5}'],
    ["a number beyond 2^53", '{"a":9007199254740993}'],
    ["a number beyond all", '{"a":[{"b":1e999}]}'],
    ["__proto__", '{"__proto__":{"admin":true}}'],
    ["__proto__ further in", '{"a":[{"__proto__":"x"}]}'],
  ])("refuses %s, though the tag is right", (_name, json) => {
    expect(failure(() => openRecord(keys, place, sealText(json))).code).toBe("RECORD_DAMAGED");
  });

  it("refuses bytes that are no UTF-8 or not padded, though the tag is right", () => {
    const bytes = [new Uint8Array([0x7b, 0xff, 0x7d]), new Uint8Array([0xed, 0xa0, 0x80])];
    for (const some of bytes)
      expect(failure(() => openRecord(keys, place, sealText(some))).code).toBe("RECORD_DAMAGED");
    for (const some of ["{}", "{}".padEnd(64), ""]) {
      expect(failure(() => openRecord(keys, place, sealText(some, false))).code).toBe("RECORD_DAMAGED");
    }
  });

  it("tells nothing of the record in an error", () => {
    for (const changed of everyBitFlipped(sealRecord(random, keys, place, { password: "sesame" })).slice(
      0,
      400,
    )) {
      const error = failure(() => openRecord(keys, place, changed));
      expect(`${error.stack} ${JSON.stringify(error.details)} ${String(error.cause)}`).not.toContain(
        "sesame",
      );
    }
  });
});

describe("sealRecord", () => {
  it("gives the same record two different seals, all but the first five bytes", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const one = sealRecord(random, keys, place, record);
        const other = sealRecord(random, keys, place, record);
        expect(one).toHaveLength(other.length);
        expect(one.subarray(5, 29)).not.toEqual(other.subarray(5, 29));
        expect(one.subarray(29)).not.toEqual(other.subarray(29));
      }),
    );
  });

  it("shows of a record's size only how many blocks of 64 bytes it fills", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const jsonBytes = Buffer.byteLength(JSON.stringify(record));
        const blocks = Math.floor(jsonBytes / 64) + 1;
        expect(sealRecord(random, keys, place, record)).toHaveLength(29 + blocks * 64 + 16);
      }),
    );
    const lengths = Array.from(
      { length: 50 },
      (_, length) => sealRecord(random, keys, place, { name: "x".repeat(length) }).length,
    );
    expect(new Set(lengths)).toEqual(new Set([109]));
  });

  it("seals under the current key, and names it", () => {
    const renewed = recordKeys(numberedKey(2), vaultKey);
    const sealed = sealRecord(random, renewed, place, item);
    expect([...sealed.subarray(0, 5)]).toEqual([1, 0, 0, 0, 2]);
    expect(failure(() => openRecord(keys, place, sealed)).code).toBe("RECORD_UNSUPPORTED");
  });

  it.each([
    ["a fraction", { a: 0.5 }],
    ["a number beyond 2^53", { a: 2 ** 53 }],
    ["a number that is none", { a: { b: [Number.NaN] } }],
    ["infinity", { a: Number.POSITIVE_INFINITY }],
    ["__proto__", JSON.parse('{"__proto__":"x"}')],
    ["__proto__ further in", JSON.parse('{"a":[{"__proto__":"x"}]}')],
    ["a field that JSON would drop", { a: undefined }],
    ["a hole that JSON would fill", { a: [undefined] }],
    ["a function", { a: () => 1 }],
    ["a symbol", { a: Symbol("a") }],
    ["a bigint", { a: 1n }],
    ["a date, which JSON would make a string", { a: new Date(0) }],
    ["a secret, which JSON would redact", { password: new Secret("x") }],
    ["what says itself how it is written", { a: { toJSON: () => "b" } }],
    ["a map, which JSON would empty", { a: new Map([["b", "c"]]) }],
    ["bytes", { a: new Uint8Array(3) }],
  ])("refuses %s rather than lose it", (_name, record) => {
    expect(() => sealRecord(random, keys, place, record)).toThrow(RangeError);
  });

  it("refuses to seal without the current key, and for a place that can't be", () => {
    expect(() => sealRecord(random, { current: 1, byNumber: new Map() }, place, item)).toThrow(RangeError);
    expect(() => sealRecord(random, keys, { ...place, id: -1 }, item)).toThrow(RangeError);
  });
});
