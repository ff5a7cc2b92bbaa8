import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unlockSecretOf, waitingKeyOf } from "./passkey-secrets.ts";

const prf = new Uint8Array(32).map((_, index) => index * 7);

describe("what a passkey computes", () => {
  it("becomes the unlock secret by HKDF-SHA-256, as Node computes it", async () => {
    const expected = Buffer.from(
      hkdfSync("sha256", prf, new Uint8Array(), Buffer.from("opp/passkey-unlock/v1"), 32),
    );
    expect(await unlockSecretOf(prf)).toBe(expected.toString("base64url"));
  });

  it("becomes another key for this browser, which can't be read", async () => {
    const key = await waitingKeyOf(prf);
    expect(key.extractable).toBe(false);
    const expected = hkdfSync("sha256", prf, new Uint8Array(), Buffer.from("opp/passkey-client/v1"), 32);
    const same = await crypto.subtle.importKey("raw", expected, "AES-GCM", false, ["decrypt"]);
    const iv = new Uint8Array(12);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array([1, 2, 3]));
    expect(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, same, sealed))).toEqual(
      new Uint8Array([1, 2, 3]),
    );
  });
});
