import { describe, expect, it } from "vitest";
import { aeadDecrypt, aeadEncrypt, TAG_BYTES } from "./aead.ts";
import wycheproof from "./vectors/xchacha20_poly1305_test.json" with { type: "json" };

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (found: Uint8Array | null) => found && Buffer.from(found).toString("hex");

const cases = wycheproof.testGroups.flatMap((group) =>
  group.tests.map((test) => ({ ...test, ivSize: group.ivSize })),
);
const valid = cases.filter((test) => test.result === "valid");
const invalid = cases.filter((test) => test.result === "invalid");
const wrongNonce = invalid.filter((test) => test.ivSize !== 192);

describe("aeadEncrypt and aeadDecrypt, by Wycheproof's cases", () => {
  it("has them all", () => {
    expect([cases.length, valid.length, invalid.length]).toEqual([wycheproof.numberOfTests, 246, 69]);
    expect(wrongNonce).toHaveLength(9);
  });

  it.each(valid)("agree on case $tcId: $comment", ({ key, iv, aad, msg, ct, tag }) => {
    expect(hex(aeadEncrypt(bytes(key), bytes(iv), bytes(msg), bytes(aad)))).toBe(ct + tag);
    expect(hex(aeadDecrypt(bytes(key), bytes(iv), bytes(ct + tag), bytes(aad)))).toBe(msg);
  });

  it.each(invalid)("refuse case $tcId: $comment", ({ key, iv, aad, ct, tag }) => {
    expect(aeadDecrypt(bytes(key), bytes(iv), bytes(ct + tag), bytes(aad))).toBeNull();
  });

  it.each(wrongNonce)(
    "encrypt nothing with the nonce of case $tcId, $ivSize bits long",
    ({ key, iv, aad, msg }) => {
      expect(() => aeadEncrypt(bytes(key), bytes(iv), bytes(msg), bytes(aad))).toThrow("nonce");
    },
  );
});

describe("aeadDecrypt", () => {
  it("refuses what is shorter than a tag", () => {
    for (let length = 0; length < TAG_BYTES; length += 1) {
      expect(
        aeadDecrypt(new Uint8Array(32), new Uint8Array(24), new Uint8Array(length), new Uint8Array()),
      ).toBeNull();
    }
  });
});
