import { argon2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { argon2id } from "./argon2id.ts";
import vectors from "./vectors/argon2id.json" with { type: "json" };

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, "utf8"));

describe("argon2id", () => {
  it("runs on an implementation that gives RFC 9106's tag", () => {
    const vector = vectors.rfc9106;
    const tag = argon2Sync("argon2id", {
      message: hex(vector.passwordHex),
      nonce: hex(vector.saltHex),
      secret: hex(vector.secretHex),
      associatedData: hex(vector.associatedDataHex),
      memory: vector.memoryKiB,
      passes: vector.passes,
      parallelism: vector.parallelism,
      tagLength: 32,
    });
    expect(tag.toString("hex")).toBe(vector.tagHex);
  });

  for (const vector of vectors.reference) {
    const { memoryKiB, passes, parallelism } = vector;
    it(`gives the reference implementation's tag for m=${memoryKiB}, t=${passes}, p=${parallelism}, ${vector.password}, ${vector.salt}`, async () => {
      const tag = await argon2id(utf8(vector.password), utf8(vector.salt), {
        memoryKib: memoryKiB,
        passes,
        parallelism,
      });
      expect(Buffer.from(tag).toString("hex")).toBe(vector.tagHex);
    });
  }

  it("rejects a salt that RFC 9106 excludes", async () => {
    await expect(
      argon2id(utf8("password"), utf8("short"), { memoryKib: 32, passes: 1, parallelism: 1 }),
    ).rejects.toThrow();
  });
});
