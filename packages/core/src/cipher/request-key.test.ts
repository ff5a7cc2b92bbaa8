import { blake2b } from "@noble/hashes/blake2.js";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { areSameDigests, readRequestKey, requestDigest, requestName } from "./request-key.ts";

const KEY = "000102030405060708090a0b0c0d0e0f";
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

function digestOf(key: Uint8Array, parts: readonly string[]): Uint8Array {
  const digest = requestDigest(key);
  for (const part of parts) digest.add(part);
  return digest.end();
}

describe("a request's key", () => {
  it("gives the name and the digest that the format says", () => {
    const key = readRequestKey(KEY);
    expect(hex(requestName(key))).toBe("9cec787a242323793913fc6d09a040ceb4123723a398d70eaae3c9d1d39adfd7");
    expect(hex(digestOf(key, ["items", '{"name":"Router"}']))).toBe(
      "688a459f84b5a2746a1864c779f8296497ded3e3ee7bf3d3506b2125a88c619e",
    );
  });

  it("gives each key another name, and each key and each text another digest", () => {
    const keys = [readRequestKey(KEY), systemRandom(16), systemRandom(16)];
    expect(new Set(keys.map((key) => hex(requestName(key)))).size).toBe(3);
    const asked = [
      ["items", "a", "b"],
      ["items", "b", "a"],
      ["items", "ab"],
      ["items", "a"],
      ["categories", "a"],
    ];
    const digests = keys.flatMap((key) => asked.map((parts) => hex(digestOf(key, parts))));
    expect(new Set(digests).size).toBe(15);
  });

  it("gives many texts the digest of all of them", () => {
    const key = readRequestKey(KEY);
    const texts = Array.from({ length: 300 }, (_, i) => `${i} ${"é".repeat(1000)}`);
    const all = Buffer.from(`opp/asked/v1\n${texts.join("\n")}`);
    expect(hex(digestOf(key, texts))).toBe(hex(blake2b(all, { key, dkLen: 32 })));
  });

  it("compares digests byte by byte", () => {
    const one = digestOf(readRequestKey(KEY), ["items"]);
    expect(areSameDigests(one, Uint8Array.from(one))).toBe(true);
    expect(areSameDigests(one, digestOf(readRequestKey(KEY), ["categories"]))).toBe(false);
    expect(areSameDigests(one, one.subarray(1))).toBe(false);
  });
});
