import { describe, expect, it } from "vitest";
import { numberedKey } from "../testing/sealing.ts";
import {
  asVaultKey,
  asWrappingKey,
  derivePreviousKeyWrappingKey,
  deriveRecordKey,
  newVaultKey,
  recordKeys,
  wipe,
} from "./keys.ts";

describe("keys", () => {
  it("have 32 bytes, or are none", () => {
    for (const length of [0, 16, 31, 33, 64]) {
      expect(() => asVaultKey(new Uint8Array(length))).toThrow(RangeError);
      expect(() => asWrappingKey(new Uint8Array(length))).toThrow(RangeError);
      expect(() => newVaultKey(() => new Uint8Array(length))).toThrow(RangeError);
    }
    expect(newVaultKey((byteCount) => new Uint8Array(byteCount).fill(5))).toEqual(new Uint8Array(32).fill(5));
  });

  it("of different uses differ, and from the key they come from", () => {
    const { key } = numberedKey(1);
    const hex = [key, deriveRecordKey(key), derivePreviousKeyWrappingKey(key)].map((bytes) =>
      Buffer.from(bytes).toString("hex"),
    );
    expect(new Set(hex).size).toBe(3);
  });
});

describe("recordKeys", () => {
  it("hold the key in use, and the one before while it is needed", () => {
    const [one, two] = [numberedKey(1), numberedKey(2)];
    expect(recordKeys(one)).toEqual({ current: 1, byNumber: new Map([[1, deriveRecordKey(one.key)]]) });
    expect(recordKeys(one, null).byNumber.size).toBe(1);
    expect([...recordKeys(two, one).byNumber.keys()]).toEqual([2, 1]);
    expect(recordKeys(two, one).current).toBe(2);
  });
});

describe("wipe", () => {
  it("overwrites with zeros, and passes over what isn't there", () => {
    const bytes = new Uint8Array([1, 2, 3]);
    wipe(bytes, null, undefined);
    expect([...bytes]).toEqual([0, 0, 0]);
  });
});
