import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { readSpareCode } from "../rules/factor-codes.ts";
import { everyBitFlipped, everyTruncation } from "../testing/sealing.ts";
import { hashSpareCode, newSpareCode, showSpareCode } from "./spare-code.ts";
import { openTotpSecret, sealTotpSecret } from "./totp-secret.ts";

const random = systemRandom;
const key = random(32);

describe("openTotpSecret", () => {
  const secret = random(20);
  const sealed = sealTotpSecret(random, key, { userId: 7, secret });

  it("opens the secret of its account", () => {
    expect(openTotpSecret(key, 7, sealed)).toEqual(secret);
  });

  it("opens none of another account, under another key, of another length, or of changed bytes", () => {
    expect(openTotpSecret(key, 8, sealed)).toBeNull();
    expect(openTotpSecret(random(32), 7, sealed)).toBeNull();
    expect(openTotpSecret(key, 7, sealTotpSecret(random, key, { userId: 7, secret: random(19) }))).toBeNull();
    for (const changed of [...everyBitFlipped(sealed), ...everyTruncation(sealed)])
      expect(openTotpSecret(key, 7, changed)).toBeNull();
  });
});

describe("hashSpareCode", () => {
  it("is another one for every code, account and server", () => {
    const code = newSpareCode(random);
    const hashes = [
      hashSpareCode(key, 7, code),
      hashSpareCode(key, 8, code),
      hashSpareCode(random(32), 7, code),
      hashSpareCode(key, 7, newSpareCode(random)),
    ].map((hash) => Buffer.from(hash).toString("hex"));
    expect(new Set(hashes).size).toBe(4);
  });
});

describe("newSpareCode", () => {
  it("is shown in groups of four, and read back", () => {
    const code = newSpareCode(random);
    expect(showSpareCode(code)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readSpareCode(showSpareCode(code).toLowerCase())).toBe(code);
  });

  it("is hardly ever the same", () => {
    expect(new Set(Array.from({ length: 1000 }, () => newSpareCode(random))).size).toBe(1000);
  });
});
