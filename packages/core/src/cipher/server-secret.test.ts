import { describe, expect, it } from "vitest";
import { deriveServerKeys } from "./server-secret.ts";

describe("deriveServerKeys", () => {
  it("derives seven different keys of 32 bytes, the same each time", () => {
    const secret = new Uint8Array(32).fill(1);
    const keys = deriveServerKeys(secret);
    expect(deriveServerKeys(secret)).toEqual(keys);
    const hex = [secret, ...Object.values(keys)].map((bytes) => Buffer.from(bytes).toString("hex"));
    expect(hex.every((text) => text.length === 64)).toBe(true);
    expect(new Set(hex).size).toBe(8);
  });

  it("refuses a secret of another length", () => {
    for (const length of [0, 16, 31, 33])
      expect(() => deriveServerKeys(new Uint8Array(length))).toThrow(RangeError);
  });
});
