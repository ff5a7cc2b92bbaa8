import { describe, expect, it } from "vitest";
import { aeadDecrypt, aeadEncrypt, PLACE_BYTES, TAG_BYTES } from "./aead.ts";
import { sodium, sodiumMemory } from "./sodium.ts";
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

describe("aeadEncrypt and aeadDecrypt, in libsodium's own memory", () => {
  const key = new Uint8Array(32).map((_, index) => 200 + index);
  const nonce = new Uint8Array(24).fill(7);
  const textOf = (length: number) => new Uint8Array(length).map((_, index) => 1 + (index % 251));
  const bound = textOf(40);
  const longest = PLACE_BYTES - TAG_BYTES;

  it.each([0, 1, 63, 64, longest - 1, longest, longest + 1, 1024 * 1024])(
    "do with %i bytes what libsodium's wrapper does",
    (length) => {
      const text = textOf(length);
      const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, bound, null, nonce, key);
      expect(Buffer.compare(aeadEncrypt(key, nonce, text, bound), sealed)).toBe(0);
      const opened = aeadDecrypt(key, nonce, sealed, bound);
      expect(opened && Buffer.compare(opened, text)).toBe(0);
      sealed[length] = (sealed[length] ?? 0) ^ 1;
      expect(aeadDecrypt(key, nonce, sealed, bound)).toBeNull();
    },
  );

  it.each([511, 512, 513])("bind %i bytes as libsodium's wrapper does", (length) => {
    const long = textOf(length);
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(bound, long, null, nonce, key);
    expect(hex(aeadEncrypt(key, nonce, bound, long))).toBe(hex(sealed));
    expect(hex(aeadDecrypt(key, nonce, sealed, long))).toBe(hex(bound));
  });

  it("leave neither key nor plaintext there", () => {
    const secret = new Uint8Array(32).map((_, index) => 90 - index);
    const text = textOf(300).map((byte) => byte ^ 0x5a);
    const found = () => {
      const memory = Buffer.from(sodiumMemory.HEAPU8.buffer);
      return [secret, text.subarray(0, 64), text.subarray(-64)].filter((bytes) =>
        memory.includes(Buffer.from(bytes)),
      );
    };
    const sealed = aeadEncrypt(secret, nonce, text, bound);
    expect(found()).toEqual([]);
    expect(aeadDecrypt(secret, nonce, sealed, bound)).toEqual(text);
    expect(found()).toEqual([]);
    sealed[0] = (sealed[0] ?? 0) ^ 1;
    expect(aeadDecrypt(secret, nonce, sealed, bound)).toBeNull();
    expect(found()).toEqual([]);
  });
});
