import { asPasskeyId, type PasskeyId, personalVaultOf, type SessionId, type VaultScope } from "../../ids.ts";
import type { NewPasskeyRow, PasskeyStore } from "../passkey-store.ts";
import type { UserRow } from "../rows.ts";
import type { UsedChallenge } from "../second-factor-store.ts";
import type { Store } from "../store.ts";
import { sealed } from "./world.suite.ts";

export const challenge = (byte: number, expiresAt = 900_000): UsedChallenge => ({
  nonce: new Uint8Array(16).fill(byte),
  expiresAt,
});

export const newPasskey = (id: PasskeyId, given: Partial<NewPasskeyRow> = {}): NewPasskeyRow => ({
  id,
  credentialId: new TextEncoder().encode(`credential ${id}`),
  rpId: "vault.example",
  spki: new Uint8Array([1, 2, 3]),
  algorithm: -7,
  signCount: 4,
  backupEligible: false,
  mayLogIn: true,
  transports: "internal",
  sealed: sealed("passkey"),
  unlockPrivate: null,
  unlockBox: null,
  ...given,
});

let nonces = 0;
/** Numbers that no other challenge of a test has. */
const freshChallenge = (): UsedChallenge => {
  nonces += 1;
  const nonce = new Uint8Array(16);
  new DataView(nonce.buffer).setUint32(0, nonces);
  return { nonce, expiresAt: 900_000 };
};

/** A passkey of an account whose factors have `factorRev`. */
export async function addPasskey(
  store: Store,
  { id: userId, factorRev }: Pick<UserRow, "id" | "factorRev">,
  keep: SessionId,
  given: Partial<NewPasskeyRow> = {},
): Promise<PasskeyId> {
  const id = asPasskeyId(await store.passkeys.reserveIds(personalVaultOf(userId), 1));
  const outcome = await store.passkeys.insert(userId, {
    factorRev,
    keep,
    now: 2000,
    row: newPasskey(id, given),
    challenge: freshChallenge(),
    most: 20,
  });
  if (outcome !== "inserted") throw new Error(outcome);
  return id;
}

/** A change that lets the passkey open the vault. */
export const unlocking = (id: PasskeyId, byte = 7) => ({
  id,
  expectedRevision: 1,
  sealRev: 2,
  sealed: sealed("opens"),
  unlock: {
    unlockPrivate: sealed("private", 0),
    unlockBox: sealed("box"),
    proof: { kind: "passkey", id, signCount: 5, challenge: challenge(byte), logsIn: false } as const,
  },
});

type PasskeyCall = (
  store: Store,
  scope: VaultScope,
  names: { readonly session: SessionId; readonly passkey: PasskeyId },
) => Promise<unknown>;

/** The methods on passkeys, for ownership.suite.ts. */
export const PASSKEY_CALLS: Record<`passkeys.${keyof PasskeyStore}`, PasskeyCall | null> = {
  "passkeys.reserveIds": null,
  // The passkey says whose it is.
  "passkeys.findByCredential": null,
  "passkeys.isUsed": null,
  "passkeys.list": (store, scope) => store.passkeys.list(scope.userId),
  "passkeys.find": (store, scope, { passkey }) => store.passkeys.find(scope.userId, passkey),
  "passkeys.findHandle": async (store, scope) => (await store.passkeys.findHandle(scope.userId))?.length,
  "passkeys.insert": async (store, scope, { session }) =>
    store.passkeys.insert(scope.userId, {
      factorRev: 2,
      keep: session,
      now: 3000,
      row: newPasskey(asPasskeyId(await store.passkeys.reserveIds(scope.vaultId, 1))),
      challenge: challenge(9),
      most: 20,
    }),
  "passkeys.replace": (store, scope, { passkey }) =>
    store.passkeys.replace(scope.userId, {
      id: passkey,
      expectedRevision: 1,
      sealRev: 2,
      sealed: sealed("intruder"),
    }),
  "passkeys.setUnlock": (store, scope, { session, passkey }) =>
    store.passkeys.setUnlock(scope.userId, {
      ...unlocking(passkey),
      factorRev: 2,
      keep: session,
      now: 3000,
    }),
  "passkeys.remove": (store, scope, { session, passkey }) =>
    store.passkeys.remove(scope.userId, { factorRev: 2, keep: session, now: 3000, id: passkey }),
};
