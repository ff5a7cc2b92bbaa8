import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VAULT_ERROR_MESSAGES, VaultError } from "../errors.ts";
import { argon2id } from "../platform/argon2id.ts";
import { systemRandom } from "../platform/system-random.ts";
import { CHEAP_KDF } from "../testing/cheap-kdf.ts";
import { createKdfLanes } from "./kdf-lanes.ts";
import { isLegacyHash } from "./legacy-password.ts";
import { decoyHash, hashPassword, needsRehash, verifyPassword } from "./password-hash.ts";

const random = systemRandom;
const kdf = createKdfLanes(argon2id);
const hash = (password: string) =>
  hashPassword({ random, kdf }, "log-in", { password, parameters: CHEAP_KDF });
const verify = (password: string, phc: string) => verifyPassword(kdf, "log-in", { password, phc });

const SALT = "AAAAAAAAAAAAAAAAAAAAAA";
const TAG = `${"A".repeat(42)}E`;
const phc = (cost: string, salt = SALT, tag = TAG) => `$argon2id$v=19$${cost}$${salt}$${tag}`;
const cheap = "m=19456,t=1,p=1";

describe("verifyPassword", () => {
  it("knows the password that was hashed, and no other", async () => {
    const found = await hash("analytical engine");
    expect(await verify("analytical engine", found)).toBe(true);
    for (const other of ["", "analytical engin", "analytical engine ", "Analytical engine"]) {
      expect(await verify(other, found)).toBe(false);
    }
  });

  const junk: [string, string][] = [
    ["nothing", ""],
    ["another algorithm", phc(cheap).replace("argon2id", "argon2i")],
    ["another version", phc(cheap).replace("v=19", "v=16")],
    ["no version", phc(cheap).replace("$v=19", "")],
    ["bcrypt", "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"],
    ["memory under the bounds", phc("m=19455,t=1,p=1")],
    ["memory beyond the bounds", phc("m=262145,t=1,p=1")],
    ["no passes", phc("m=19456,t=0,p=1")],
    ["too many passes", phc("m=19456,t=11,p=1")],
    ["two lanes", phc("m=19456,t=1,p=2")],
    ["digits without end", phc(`m=${"9".repeat(400)},t=1,p=1`)],
    ["a leading zero", phc("m=019456,t=1,p=1")],
    ["a sign", phc("m=+19456,t=1,p=1")],
    ["parameters in another order", phc("t=1,m=19456,p=1")],
    ["a parameter too many", phc("m=19456,t=1,p=1,keyid=x")],
    ["a salt of 7 bytes", phc(cheap, "A".repeat(10))],
    ["a salt beyond the bounds", phc(cheap, "A".repeat(87))],
    ["a salt of a length that base64 hasn't", phc(cheap, "A".repeat(13))],
    ["a salt with bits that belong to no byte", phc(cheap, `${"A".repeat(21)}B`)],
    ["a padded salt", phc(cheap, `${SALT}==`)],
    ["another alphabet's salt", phc(cheap, `${"A".repeat(21)}-`)],
    ["a short tag", phc(cheap, SALT, "A".repeat(42))],
    ["a long tag", phc(cheap, SALT, "A".repeat(44))],
    ["a tag with bits that belong to no byte", phc(cheap, SALT, `${"A".repeat(42)}B`)],
    ["no tag", `$argon2id$v=19$${cheap}$${SALT}`],
    ["something before", ` ${phc(cheap)}`],
    ["a line after", `${phc(cheap)}\n`],
  ];
  const costly = createKdfLanes(() => {
    throw new Error("Argon2id ran.");
  });

  it.each(junk)("refuses %s before it costs anything", async (_name, text) => {
    await expect(verifyPassword(costly, "log-in", { password: "x", phc: text })).rejects.toBeInstanceOf(
      VaultError,
    );
    await expect(verifyPassword(costly, "log-in", { password: "x", phc: text })).rejects.toMatchObject({
      code: "RECORD_DAMAGED",
    });
    if (!isLegacyHash(text)) expect(() => needsRehash(text, CHEAP_KDF)).toThrow(VaultError);
  });

  it("answers any text with a VaultError that doesn't repeat it", async () => {
    const part = fc.string({ unit: fc.constantFrom(..."Az09+/=-_$, \n"), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.tuple(part, part).map(([salt, tag]) => phc(cheap, salt, tag)),
        ),
        async (text) => {
          const error: unknown = await verifyPassword(costly, "log-in", { password: "x", phc: text }).catch(
            (caught: unknown) => caught,
          );
          // Well-formed by chance: then it would have run.
          if (error instanceof Error && error.message === "Argon2id ran.") return;
          expect(error).toBeInstanceOf(VaultError);
          expect(error).toMatchObject({
            code: "RECORD_DAMAGED",
            message: VAULT_ERROR_MESSAGES.RECORD_DAMAGED,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes a hash of other parameters within bounds", async () => {
    const stronger = await hashPassword({ random, kdf }, "log-in", {
      password: "x",
      parameters: {
        memoryKib: 20 * 1024,
        passes: 2,
        parallelism: 1,
      },
    });
    expect(await verify("x", stronger)).toBe(true);
  });

  it("wipes the password's bytes", async () => {
    const seen: Uint8Array[] = [];
    const watching = createKdfLanes(async (message, salt, parameters) => {
      seen.push(message);
      return argon2id(message, salt, parameters);
    });
    await verifyPassword(watching, "log-in", { password: "sesame", phc: phc(cheap) });
    await hashPassword({ random, kdf: watching }, "log-in", { password: "sesame", parameters: CHEAP_KDF });
    expect(seen).toEqual([new Uint8Array(6), new Uint8Array(6)]);
  });
});

describe("hashPassword", () => {
  it("writes an Argon2id PHC string with a fresh salt", async () => {
    const [one, other] = [await hash("x"), await hash("x")];
    for (const found of [one, other]) {
      expect(found).toMatch(/^\$argon2id\$v=19\$m=19456,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    }
    expect(one).not.toBe(other);
  });

  it("refuses parameters out of bounds", async () => {
    const hashing = hashPassword({ random, kdf }, "log-in", {
      password: "x",
      parameters: { ...CHEAP_KDF, passes: 11 },
    });
    await expect(hashing).rejects.toBeInstanceOf(VaultError);
  });
});

describe("needsRehash", () => {
  it("is so for less memory or fewer passes than the policy", () => {
    const policy = { memoryKib: 65_536, passes: 3, parallelism: 1 };
    expect(needsRehash(phc("m=65536,t=3,p=1"), policy)).toBe(false);
    expect(needsRehash(phc("m=65535,t=3,p=1"), policy)).toBe(true);
    expect(needsRehash(phc("m=65536,t=2,p=1"), policy)).toBe(true);
    expect(needsRehash(phc("m=131072,t=4,p=1"), policy)).toBe(false);
  });
});

describe("decoyHash", () => {
  it("looks like any other hash under the policy, costs the same, and is no password's", async () => {
    const decoy = decoyHash(random, CHEAP_KDF);
    expect(decoy).toHaveLength((await hash("x")).length);
    expect(needsRehash(decoy, CHEAP_KDF)).toBe(false);
    expect(await verify("", decoy)).toBe(false);
    expect(decoyHash(random, CHEAP_KDF)).not.toBe(decoy);
  });
});
