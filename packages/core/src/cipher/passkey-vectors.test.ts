import { describe, expect, it } from "vitest";
import { asSealed } from "../sealed.ts";
import { scriptedRandom } from "../testing/sealing.ts";
import * as second from "../testing/second-implementation.ts";
import { type ChallengePurpose, makeChallenge, readChallenge } from "./challenge.ts";
import { asVaultKey } from "./keys.ts";
import { boxForPasskey, openWithPasskey, sealForPasskey } from "./passkey-unlock.ts";
import { deriveServerKeys } from "./server-secret.ts";
import { openTicketSeal, sealVaultKeyForTicket } from "./session-seal.ts";
import vectors from "./vectors/opp-passkeys-v1.json" with { type: "json" };

const { fromHex, toHex } = second;
const ZEROS = "0".repeat(32);
const PURPOSES = [
  "log-in",
  "second-factor",
  "step-up",
  "add-for-login",
  "add-second-factor",
  "open-vault",
] as const satisfies readonly ChallengePurpose[];

describe("the product, by the vectors of passkeys", () => {
  it("derives the key of challenges", () => {
    const { master, subkey } = vectors.subkey;
    expect(toHex(deriveServerKeys(fromHex(master)).challengeKey)).toBe(subkey);
  });

  it.each(vectors.passkeyUnlocks)("lets a passkey open the vault: account $userId", (vector) => {
    const { keyNumber } = vector;
    const place = { userId: vector.userId, passkeyId: vector.passkeyId };
    const vaultKey = { number: keyNumber, key: asVaultKey(fromHex(vector.vaultKey)) };
    const secret = fromHex(vector.unlockSecret);
    const random = scriptedRandom(vector.privateKey, vector.privateNonce, vector.ephemeral, vector.boxNonce);
    const made = sealForPasskey(random, secret, { place, vaultKey });
    expect(Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, toHex(bytes)]))).toEqual({
      unlockPrivate: vector.unlockPrivate,
      unlockBox: vector.unlockBox,
      unlockPublic: vector.publicKey,
    });
    const again = scriptedRandom(vector.ephemeral, vector.boxNonce);
    expect(toHex(boxForPasskey(again, fromHex(vector.publicKey), { place, ...vaultKey }))).toBe(
      vector.unlockBox,
    );
    expect(openWithPasskey(secret, place, { keyNumber, ...made })).toEqual(vaultKey);
  });

  it.each(vectors.sessionTickets)("seals and opens a vault key under a ticket", (vector) => {
    const { keyNumber } = vector;
    const secrets = {
      sessionSecret: fromHex(vector.sessionSecret),
      pepper: fromHex(vector.pepper),
      ticket: fromHex(vector.ticket),
    };
    const vaultKey = { number: keyNumber, key: asVaultKey(fromHex(vector.vaultKey)) };
    const sealed = sealVaultKeyForTicket(scriptedRandom(vector.nonce), secrets, { place: vector, vaultKey });
    expect(toHex(sealed)).toBe(vector.sealed);
    expect(openTicketSeal(secrets, vector, { keyNumber, sealed })).toEqual(vaultKey);
    expect(openTicketSeal(secrets, { ...vector, wrapNumber: 5 }, { keyNumber, sealed })).toBeNull();
  });

  it.each(vectors.challenges)("makes and reads a challenge: $name", (vector) => {
    const purpose = PURPOSES[vector.purpose - 1];
    if (!purpose) throw new Error("unreachable");
    const place = {
      purpose,
      userId: vector.userId === 0 ? null : vector.userId,
      sessionId: vector.sessionId === ZEROS ? null : vector.sessionId,
    };
    const key = fromHex(vector.challengeKey);
    const made = makeChallenge(scriptedRandom(vector.nonce), key, { expiresAt: vector.expiresAt, place });
    expect([vector.name, toHex(made)]).toEqual([purpose, vector.challenge]);
    expect(readChallenge(key, made, place)).toEqual({
      nonce: fromHex(vector.nonce),
      expiresAt: vector.expiresAt,
    });
  });
});

describe("a second implementation, by the vectors of passkeys", () => {
  it("agrees on the key of challenges", () => {
    const { master, context, number, subkey } = vectors.subkey;
    expect(toHex(second.subkey(fromHex(master), context, number))).toBe(subkey);
  });

  it.each(vectors.passkeyUnlocks)("opens what lets a passkey in: account $userId", (vector) => {
    const { userId, passkeyId, keyNumber } = vector;
    const key = second.passkeyKey(fromHex(vector.unlockSecret));
    const privateKey = second.open(
      key,
      fromHex(vector.unlockPrivate),
      `opp|1|passkey-private|u=${userId}|p=${passkeyId}`,
    );
    expect(toHex(privateKey)).toBe(vector.privateKey);
    const publicKey = second.x25519Public(privateKey);
    const box = fromHex(vector.unlockBox);
    const fresh = box.subarray(0, 32);
    const boxKey = second.boxKey(privateKey, fresh, fresh, publicKey);
    const place = `opp|1|vault-key|passkey|u=${userId}|p=${passkeyId}|k=${keyNumber}`;
    expect(toHex(second.open(boxKey, box.subarray(32), place))).toBe(vector.vaultKey);
  });

  it.each(vectors.sessionTickets)("agrees on a vault key under a ticket", (vector) => {
    const { sessionSecret, pepper, sessionId, ticket } = vector;
    const key = second.ticketKey(fromHex(sessionSecret), fromHex(pepper), sessionId, fromHex(ticket));
    expect(toHex(second.open(key, fromHex(vector.sealed), vector.associatedData))).toBe(vector.vaultKey);
  });

  it.each(vectors.challenges)("agrees on a challenge: $name", (vector) => {
    expect(toHex(second.challenge(fromHex(vector.challengeKey), vector))).toBe(vector.challenge);
  });
});

describe("a challenge", () => {
  it("is read nowhere else, and with no byte changed", () => {
    const vector = vectors.challenges.find(({ name }) => name === "step-up");
    if (!vector) throw new Error("unreachable");
    const key = fromHex(vector.challengeKey);
    const made = fromHex(vector.challenge);
    const place = { purpose: "step-up", userId: vector.userId, sessionId: vector.sessionId } as const;
    expect(readChallenge(key, made, place)).not.toBeNull();
    for (const other of [
      { ...place, purpose: "log-in" as const },
      { ...place, userId: 8 },
      { ...place, userId: null },
      { ...place, sessionId: ZEROS },
      { ...place, sessionId: null },
    ])
      expect(readChallenge(key, made, other)).toBeNull();
    expect(readChallenge(new Uint8Array(32), made, place)).toBeNull();
    for (let at = 0; at < made.length; at += 1)
      expect(
        readChallenge(
          key,
          Uint8Array.from(made, (byte, index) => byte ^ Number(index === at)),
          place,
        ),
      ).toBeNull();
    for (let length = 0; length < made.length; length += 1)
      expect(readChallenge(key, made.slice(0, length), place)).toBeNull();
  });
});

describe("what lets a passkey open the vault", () => {
  const [vector] = vectors.passkeyUnlocks;
  if (!vector) throw new Error("unreachable");
  const place = { userId: vector.userId, passkeyId: vector.passkeyId };
  const secret = fromHex(vector.unlockSecret);
  const parts = {
    unlockPrivate: asSealed(fromHex(vector.unlockPrivate)),
    unlockBox: asSealed(fromHex(vector.unlockBox)),
  };
  const open = (given: Partial<typeof parts> = {}, at = place, keyNumber = vector.keyNumber) => {
    try {
      return openWithPasskey(secret, at, { keyNumber, ...parts, ...given });
    } catch (error) {
      // An unknown format version.
      return Object(error).code === "RECORD_UNSUPPORTED" ? null : Promise.reject(error);
    }
  };

  it("opens in its place only, for its secret only", () => {
    expect(open()).not.toBeNull();
    expect(open({}, { ...place, userId: 8 })).toBeNull();
    expect(open({}, { ...place, passkeyId: 4 })).toBeNull();
    expect(open({}, place, 2)).toBeNull();
    expect(openWithPasskey(new Uint8Array(32), place, { keyNumber: vector.keyNumber, ...parts })).toBeNull();
  });

  it("refuses every changed byte and every shorter one, whatever it is", () => {
    for (const name of ["unlockPrivate", "unlockBox"] as const) {
      const bytes = parts[name];
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Uint8Array.from(bytes, (byte, index) => byte ^ Number(index === at));
        expect([name, at, open({ [name]: asSealed(changed) })]).toEqual([name, at, null]);
        expect([name, at, open({ [name]: asSealed(bytes.slice(0, at)) })]).toEqual([name, at, null]);
      }
    }
  });

  it("is never sealed to a public key of a small order", () => {
    const vaultKey = { number: 1, key: asVaultKey(new Uint8Array(32)) };
    const random = (count: number) => new Uint8Array(count).fill(7);
    const weak = [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), new Uint8Array(31)];
    for (const publicKey of weak)
      expect(() => boxForPasskey(random, publicKey, { place, ...vaultKey })).toThrow(RangeError);
    const box = asSealed(Uint8Array.from([...new Uint8Array(32), ...parts.unlockBox.slice(32)]));
    expect(open({ unlockBox: box })).toBeNull();
  });
});
