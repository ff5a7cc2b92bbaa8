import { describe, expect, it } from "vitest";
import { VaultError } from "../errors.ts";
import { argon2id } from "../platform/argon2id.ts";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed } from "../sealed.ts";
import { CHEAP_KDF } from "../testing/cheap-kdf.ts";
import { everyBitFlipped, everyTruncation, numberedKey, remembering } from "../testing/sealing.ts";
import { type Argon2id, createKdfLanes } from "./kdf-lanes.ts";
import { unwrapVaultKey, type WrappedVaultKey, wrapVaultKey } from "./passphrase-wrap.ts";

const random = systemRandom;
const kdf = createKdfLanes(remembering(argon2id));
const vaultKey = numberedKey(1);
const PASSPHRASE = "correct horse";

const wrapUp = () =>
  wrapVaultKey({ random, kdf }, "proven", {
    passphrase: PASSPHRASE,
    place: { userId: 7, wrapNumber: 2 },
    vaultKey,
    parameters: CHEAP_KDF,
  });
const unwrap = (wrap: WrappedVaultKey, passphrase = PASSPHRASE, userId = 7) =>
  unwrapVaultKey(kdf, "proven", { passphrase, userId, wrap });

/** For what is to be refused before it costs anything. */
const costly: Argon2id = () => {
  throw new Error("Argon2id ran.");
};
const unwrapForFree = (wrap: WrappedVaultKey) =>
  unwrapVaultKey(createKdfLanes(costly), "proven", { passphrase: PASSPHRASE, userId: 7, wrap });

describe("unwrapVaultKey", () => {
  it("answers the vault key and its number to whoever has the passphrase", async () => {
    const wrap = await wrapUp();
    expect(await unwrap(wrap)).toEqual(vaultKey);
    for (const wrong of ["", "correct hors", "Correct horse", "correct horse "])
      expect(await unwrap(wrap, wrong)).toBeNull();
  });

  it("answers no when any bit of the seal was turned, the header's too, and names another version", async () => {
    const wrap = await wrapUp();
    for (const sealedVaultKey of everyBitFlipped(wrap.sealedVaultKey)) {
      const opening = unwrap({ ...wrap, sealedVaultKey });
      if (sealedVaultKey[0] === 1) expect(await opening).toBeNull();
      else await expect(opening).rejects.toMatchObject({ code: "RECORD_UNSUPPORTED" });
    }
  });

  it("answers no when the seal was cut anywhere", async () => {
    const wrap = await wrapUp();
    for (const sealedVaultKey of everyTruncation(wrap.sealedVaultKey)) {
      expect(await unwrap({ ...wrap, sealedVaultKey })).toBeNull();
    }
  });

  it("answers no when any bit of the salt was turned", async () => {
    const wrap = await wrapUp();
    for (const salt of everyBitFlipped(wrap.salt).slice(0, 16))
      expect(await unwrap({ ...wrap, salt })).toBeNull();
  });

  it("answers no for another user, wrap number, key number or cost", async () => {
    const wrap = await wrapUp();
    expect(await unwrap(wrap, PASSPHRASE, 8)).toBeNull();
    for (const change of [
      { wrapNumber: 1 },
      { wrapNumber: 3 },
      { keyNumber: 2 },
      { passes: 2 },
      { memoryKib: 20 * 1024 },
    ]) {
      expect(await unwrap({ ...wrap, ...change })).toBeNull();
    }
  });

  it("answers no for numbers that a damaged row may hold and no wrap has", async () => {
    const wrap = await wrapUp();
    for (const number of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(await unwrap({ ...wrap, wrapNumber: number })).toBeNull();
      expect(await unwrap({ ...wrap, keyNumber: number })).toBeNull();
    }
  });

  it.each([
    { memoryKib: 19 * 1024 - 1 },
    { memoryKib: 256 * 1024 + 1 },
    { memoryKib: 0 },
    { memoryKib: 20000.5 },
    { passes: 0 },
    { passes: 11 },
    { passes: Number.NaN },
    { parallelism: 0 },
    { parallelism: 2 },
    { parallelism: 2 ** 31 },
  ])("refuses %j before it costs anything", async (cost) => {
    const wrap = { ...(await wrapUp()), ...cost };
    const field = Object.keys(cost).join();
    await expect(unwrapForFree(wrap)).rejects.toEqual(
      new VaultError("RECORD_DAMAGED", { table: "users", field }),
    );
  });

  it.each([0, 1, 7, 8, 15, 17, 64])("refuses a salt of %i bytes before it costs anything", async (length) => {
    const wrap = { ...(await wrapUp()), salt: new Uint8Array(length) };
    await expect(unwrapForFree(wrap)).rejects.toBeInstanceOf(VaultError);
    await expect(unwrapForFree(wrap)).rejects.toMatchObject({
      code: "RECORD_DAMAGED",
      details: { table: "users", field: "salt" },
    });
  });

  it("passes on that the lane is full", async () => {
    const full = createKdfLanes(argon2id, {
      "log-in": { width: 0, queue: 0 },
      proven: { width: 0, queue: 0 },
    });
    await expect(
      unwrapVaultKey(full, "proven", { passphrase: PASSPHRASE, userId: 7, wrap: await wrapUp() }),
    ).rejects.toMatchObject({
      code: "BUSY",
    });
  });
});

describe("wrapVaultKey", () => {
  it("takes a fresh salt of 16 bytes and a fresh nonce each time", async () => {
    const [one, other] = [await wrapUp(), await wrapUp()];
    expect([one.salt.length, other.salt.length]).toEqual([16, 16]);
    expect(one.salt).not.toEqual(other.salt);
    expect(one.sealedVaultKey.subarray(5)).not.toEqual(other.sealedVaultKey.subarray(5));
  });

  it("says everything that unwrapping needs but the passphrase", async () => {
    expect(await wrapUp()).toMatchObject({ wrapNumber: 2, keyNumber: 1, ...CHEAP_KDF });
  });

  it("refuses parameters out of bounds", async () => {
    const wrapping = wrapVaultKey({ random, kdf }, "proven", {
      passphrase: PASSPHRASE,
      place: { userId: 7, wrapNumber: 1 },
      vaultKey,
      parameters: {
        ...CHEAP_KDF,
        memoryKib: 1024,
      },
    });
    await expect(wrapping).rejects.toBeInstanceOf(VaultError);
  });

  it("wipes the passphrase's bytes and the key made of them, and leaves the vault key as it is", async () => {
    const seen: Uint8Array[] = [];
    const watching = createKdfLanes(async (message, salt, parameters) => {
      const tag = await argon2id(message, salt, parameters);
      seen.push(message, tag);
      return tag;
    });
    const wrap = await wrapVaultKey({ random, kdf: watching }, "proven", {
      passphrase: PASSPHRASE,
      place: { userId: 7, wrapNumber: 2 },
      vaultKey,
      parameters: CHEAP_KDF,
    });
    await unwrapVaultKey(watching, "proven", { passphrase: PASSPHRASE, userId: 7, wrap });
    await unwrapVaultKey(watching, "proven", { passphrase: "wrong", userId: 7, wrap });
    const unsupported = asSealed(new Uint8Array(wrap.sealedVaultKey).fill(9, 0, 1));
    await expect(
      unwrapVaultKey(watching, "proven", {
        passphrase: PASSPHRASE,
        userId: 7,
        wrap: { ...wrap, sealedVaultKey: unsupported },
      }),
    ).rejects.toThrow();
    expect(seen).toHaveLength(8);
    for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(vaultKey).toEqual(numberedKey(1));
  });
});
