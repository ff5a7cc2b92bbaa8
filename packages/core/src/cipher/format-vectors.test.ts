import { describe, expect, it } from "vitest";
import { argon2id } from "../platform/argon2id.ts";
import { asSealed } from "../sealed.ts";
import { scriptedRandom } from "../testing/sealing.ts";
import * as second from "../testing/second-implementation.ts";
import { createKdfLanes } from "./kdf-lanes.ts";
import { asVaultKey, derivePreviousKeyWrappingKey, deriveRecordKey, recordKeys } from "./keys.ts";
import { unwrapVaultKey, wrapVaultKey } from "./passphrase-wrap.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { openPreviousKey, sealPreviousKey } from "./previous-key.ts";
import { openRecord, sealRecord } from "./record.ts";
import { newRecoveryCode, openWithRecoveryCode, sealForRecovery } from "./recovery-code.ts";
import { deriveServerKeys } from "./server-secret.ts";
import { openOrigin, sealOrigin } from "./session-origin.ts";
import {
  hashSessionSecret,
  isSessionSecret,
  openSessionSeal,
  sealVaultKeyForSession,
} from "./session-seal.ts";
import { hashSpareCode, newSpareCode, showSpareCode } from "./spare-code.ts";
import { openTotpSecret, sealTotpSecret } from "./totp-secret.ts";
import vectors from "./vectors/opp-format-v1.json" with { type: "json" };

const { fromHex, toHex } = second;
const sealedOf = (vector: { readonly sealed: string }) => asSealed(fromHex(vector.sealed));
const vaultKey = (number: number, hex: string) => ({ number, key: asVaultKey(fromHex(hex)) });
const kdf = createKdfLanes(argon2id);
const asTable = (table: string) => (table === "item" ? ("item" as const) : ("category" as const));
const asRecord = (json: string): Record<string, unknown> => JSON.parse(json);

describe("the product, by the format's vectors", () => {
  it.each(vectors.subkeys)("derives subkey $number of $context: the $use", ({ use, master, subkey }) => {
    const key = fromHex(master);
    const derive: Record<string, () => Uint8Array> = {
      "record key": () => deriveRecordKey(asVaultKey(key)),
      "wrapping key of the previous vault key": () => derivePreviousKeyWrappingKey(asVaultKey(key)),
      "token key": () => deriveServerKeys(key).tokenKey,
      pepper: () => deriveServerKeys(key).pepper,
      "totp key": () => deriveServerKeys(key).totpKey,
      "spare code key": () => deriveServerKeys(key).spareCodeKey,
      "origin key": () => deriveServerKeys(key).originKey,
    };
    expect(derive[use]).toBeDefined();
    expect(toHex(derive[use]?.() ?? new Uint8Array())).toBe(subkey);
  });

  it.each(vectors.records)("seals and opens a record: $name", (vector) => {
    const keys = recordKeys(vaultKey(vector.keyNumber, vector.vaultKey));
    const place = { ...vector, table: asTable(vector.table) };
    const record = asRecord(vector.json);
    expect(toHex(sealRecord(scriptedRandom(vector.nonce), keys, place, record))).toBe(vector.sealed);
    expect(JSON.stringify(openRecord(keys, place, sealedOf(vector)))).toBe(vector.json);
  });

  it.each(vectors.sharedRecords)("seals and opens a record of a shared vault: $name", (vector) => {
    const keys = recordKeys(vaultKey(vector.keyNumber, vector.vaultKey));
    const place = { ...vector, table: asTable(vector.table) };
    const record = asRecord(vector.json);
    expect(toHex(sealRecord(scriptedRandom(vector.nonce), keys, place, record))).toBe(vector.sealed);
    expect(JSON.stringify(openRecord(keys, place, sealedOf(vector)))).toBe(vector.json);
  });

  it.each(vectors.passphraseWraps)("wraps and unwraps a vault key: $name", async (vector) => {
    const random = scriptedRandom(vector.salt, vector.nonce);
    const key = vaultKey(vector.keyNumber, vector.vaultKey);
    const wrap = await wrapVaultKey({ random, kdf }, "proven", {
      passphrase: vector.passphrase,
      place: vector,
      vaultKey: key,
      parameters: vector,
    });
    expect(toHex(wrap.salt)).toBe(vector.salt);
    expect(toHex(wrap.sealedVaultKey)).toBe(vector.sealed);
    const opened = await unwrapVaultKey(kdf, "proven", {
      passphrase: vector.passphrase,
      userId: vector.userId,
      wrap: {
        ...vector,
        salt: fromHex(vector.salt),
        sealedVaultKey: sealedOf(vector),
      },
    });
    expect(opened).toEqual(key);
  });

  it.each(vectors.recoveryCodes)("writes a recovery code: $name", ({ bytes, code }) => {
    expect(newRecoveryCode(scriptedRandom(bytes))).toBe(code);
  });

  it.each(vectors.recoveryWraps)("seals and opens a vault key under a recovery code", (vector) => {
    const key = vaultKey(vector.keyNumber, vector.vaultKey);
    const sealed = sealForRecovery(scriptedRandom(vector.nonce), vector.code, {
      userId: vector.userId,
      vaultKey: key,
    });
    expect(toHex(sealed)).toBe(vector.sealed);
    expect(
      openWithRecoveryCode(vector.code, vector.userId, {
        keyNumber: vector.keyNumber,
        sealed: sealedOf(vector),
      }),
    ).toEqual(key);
  });

  it.each(vectors.previousKeys)("keeps a previous vault key under the one that replaces it", (vector) => {
    const current = vaultKey(vector.currentKeyNumber, vector.currentVaultKey);
    const previous = vaultKey(vector.keyNumber, vector.vaultKey);
    const sealed = sealPreviousKey(scriptedRandom(vector.nonce), vector.userId, { current, previous });
    expect(toHex(sealed)).toBe(vector.sealed);
    expect(openPreviousKey(vector.userId, current, sealedOf(vector))).toEqual(previous);
  });

  it.each(vectors.sessionSecrets)("hashes a session secret", ({ secret, hash }) => {
    expect(toHex(hashSessionSecret(fromHex(secret)))).toBe(hash);
    expect(isSessionSecret(fromHex(secret), fromHex(hash))).toBe(true);
  });

  it.each(vectors.sessionSeals)(
    "seals and opens a vault key for a session: key number $keyNumber",
    (vector) => {
      const { passphrase, keyNumber } = vector;
      const secrets = {
        sessionSecret: fromHex(vector.sessionSecret),
        pepper: fromHex(vector.pepper),
        passphrase,
      };
      const key = vaultKey(keyNumber, vector.vaultKey);
      expect(
        toHex(
          sealVaultKeyForSession(scriptedRandom(vector.nonce), secrets, { place: vector, vaultKey: key }),
        ),
      ).toBe(vector.sealed);
      expect(openSessionSeal(secrets, vector, { keyNumber, sealed: sealedOf(vector) })).toEqual(key);
    },
  );

  it.each(vectors.sessionOrigins)("seals and opens where a session comes from", (vector) => {
    const { userId, sessionId, json } = vector;
    const origin: { device: string; address: string } = JSON.parse(json);
    const originKey = fromHex(vector.originKey);
    expect(toHex(sealOrigin(scriptedRandom(vector.nonce), originKey, { userId, sessionId, origin }))).toBe(
      vector.sealed,
    );
    expect(openOrigin(originKey, userId, { sessionId, sealed: sealedOf(vector) })).toEqual(origin);
  });

  it.each(vectors.totpSecrets)("seals and opens an authenticator app's secret", (vector) => {
    const { userId } = vector;
    const totpKey = fromHex(vector.totpKey);
    const secret = fromHex(vector.secret);
    expect(toHex(sealTotpSecret(scriptedRandom(vector.nonce), totpKey, { userId, secret }))).toBe(
      vector.sealed,
    );
    expect(openTotpSecret(totpKey, userId, sealedOf(vector))).toEqual(secret);
    expect(openTotpSecret(totpKey, userId + 1, sealedOf(vector))).toBeNull();
  });

  it.each(vectors.spareCodes)("draws and hashes a spare code: $shown", (vector) => {
    const code = newSpareCode(scriptedRandom(vector.bytes));
    expect([code, showSpareCode(code)]).toEqual([vector.code, vector.shown]);
    expect(toHex(hashSpareCode(fromHex(vector.spareCodeKey), vector.userId, code))).toBe(vector.hash);
  });

  it.each(vectors.passwordHashes)("hashes and verifies a password: $phc", async (vector) => {
    const random = scriptedRandom(vector.salt);
    expect(
      await hashPassword({ random, kdf }, "proven", { password: vector.password, parameters: vector }),
    ).toBe(vector.phc);
    expect(await verifyPassword(kdf, "proven", { password: vector.password, phc: vector.phc })).toBe(true);
    expect(await verifyPassword(kdf, "proven", { password: `${vector.password}x`, phc: vector.phc })).toBe(
      false,
    );
  });
});

describe("a second implementation, by the format's vectors", () => {
  it.each(vectors.subkeys)(
    "derives subkey $number of $context: the $use",
    ({ master, context, number, subkey }) => {
      expect(toHex(second.subkey(fromHex(master), context, number))).toBe(subkey);
    },
  );

  it.each(vectors.records)("agrees on a record: $name", (vector) => {
    const key = second.subkey(fromHex(vector.vaultKey), "oppvault", 1);
    const { table, userId, id, sealRev, keyNumber, nonce } = vector;
    const place = `opp|1|record|${table}|u=${userId}|i=${id}|r=${sealRev}|k=${keyNumber}`;
    const plaintext = second.pad64(vector.json);
    expect(place).toBe(vector.associatedData);
    expect(toHex(plaintext)).toBe(vector.plaintext);
    expect(toHex(second.seal(key, keyNumber, fromHex(nonce), plaintext, place))).toBe(vector.sealed);
    expect(toHex(second.open(key, fromHex(vector.sealed), place))).toBe(vector.plaintext);
  });

  it.each(vectors.sharedRecords)("agrees on a record of a shared vault: $name", (vector) => {
    const key = second.subkey(fromHex(vector.vaultKey), "oppvault", 1);
    const { table, vaultId, id, sealRev, keyNumber, nonce } = vector;
    const place = `opp|1|record|${table}|v=${vaultId}|i=${id}|r=${sealRev}|k=${keyNumber}`;
    const plaintext = second.pad64(vector.json);
    expect(place).toBe(vector.associatedData);
    expect(toHex(plaintext)).toBe(vector.plaintext);
    expect(toHex(second.seal(key, keyNumber, fromHex(nonce), plaintext, place))).toBe(vector.sealed);
    expect(toHex(second.open(key, fromHex(vector.sealed), place))).toBe(vector.plaintext);
  });

  it.each(vectors.passphraseWraps)("agrees on a wrap: $name", (vector) => {
    const { keyNumber, salt } = vector;
    const key = second.passphraseKey(vector.passphrase, fromHex(salt), vector);
    const cost = `argon2id|m=${vector.memoryKib}|t=${vector.passes}|p=${vector.parallelism}`;
    const place = `opp|1|vault-key|passphrase|u=${vector.userId}|k=${keyNumber}|w=${vector.wrapNumber}|${cost}|s=${salt}`;
    expect(place).toBe(vector.associatedData);
    expect(toHex(key)).toBe(vector.passphraseKey);
    expect(toHex(second.seal(key, keyNumber, fromHex(vector.nonce), fromHex(vector.vaultKey), place))).toBe(
      vector.sealed,
    );
  });

  it.each(vectors.recoveryCodes)("agrees on a recovery code: $name", ({ bytes, code, key }) => {
    expect(second.recoveryCode(fromHex(bytes))).toBe(code);
    expect(toHex(second.recoveryKey(fromHex(bytes)))).toBe(key);
  });

  it.each(vectors.recoveryWraps)("agrees on a wrap under a recovery code", (vector) => {
    const key = second.recoveryKey(fromHex(vector.bytes));
    const place = `opp|1|vault-key|recovery|u=${vector.userId}|k=${vector.keyNumber}`;
    const sealed = second.seal(key, vector.keyNumber, fromHex(vector.nonce), fromHex(vector.vaultKey), place);
    expect([place, toHex(sealed)]).toEqual([vector.associatedData, vector.sealed]);
  });

  it.each(vectors.previousKeys)("agrees on a previous vault key", (vector) => {
    const key = second.subkey(fromHex(vector.currentVaultKey), "oppvault", 3);
    const place = `opp|1|vault-key|previous|u=${vector.userId}|k=${vector.keyNumber}|n=${vector.currentKeyNumber}`;
    const sealed = second.seal(key, vector.keyNumber, fromHex(vector.nonce), fromHex(vector.vaultKey), place);
    expect([place, toHex(sealed)]).toEqual([vector.associatedData, vector.sealed]);
  });

  it.each(vectors.sessionSecrets)("agrees on a session secret's hash", ({ secret, hash }) => {
    expect(toHex(second.sessionSecretHash(fromHex(secret)))).toBe(hash);
  });

  it.each(vectors.sessionSeals)("agrees on a session seal: key number $keyNumber", (vector) => {
    const { sessionId, keyNumber } = vector;
    const key = second.sessionKey(
      fromHex(vector.sessionSecret),
      fromHex(vector.pepper),
      sessionId,
      vector.passphrase,
    );
    const place = `opp|1|session-seal|u=${vector.userId}|s=${sessionId}|k=${keyNumber}|w=${vector.wrapNumber}`;
    const sealed = second.seal(key, keyNumber, fromHex(vector.nonce), fromHex(vector.vaultKey), place);
    expect([toHex(key), place, toHex(sealed)]).toEqual([
      vector.sessionKey,
      vector.associatedData,
      vector.sealed,
    ]);
  });

  it.each(vectors.sessionOrigins)("agrees on where a session comes from", (vector) => {
    const place = `opp|1|session-origin|u=${vector.userId}|s=${vector.sessionId}`;
    const sealed = second.seal(
      fromHex(vector.originKey),
      0,
      fromHex(vector.nonce),
      second.pad64(vector.json),
      place,
    );
    expect([place, toHex(sealed)]).toEqual([vector.associatedData, vector.sealed]);
  });

  it.each(vectors.totpSecrets)("agrees on an authenticator app's secret", (vector) => {
    const { userId, nonce, secret, totpKey } = vector;
    const place = `opp|1|totp|u=${userId}`;
    const sealed = second.seal(fromHex(totpKey), 0, fromHex(nonce), fromHex(secret), place);
    expect([place, toHex(sealed)]).toEqual([vector.associatedData, vector.sealed]);
  });

  it.each(vectors.spareCodes)(
    "agrees on a spare code's hash: $shown",
    ({ spareCodeKey, userId, code, hash }) => {
      expect(toHex(second.spareCodeHash(fromHex(spareCodeKey), userId, code))).toBe(hash);
    },
  );

  it.each(vectors.passwordHashes)("agrees on a password's hash: $phc", ({ password, salt, phc, ...cost }) => {
    expect(second.phc(password, fromHex(salt), cost)).toBe(phc);
  });
});
