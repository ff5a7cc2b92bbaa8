import { describe, expect, it } from "vitest";
import { asPasskeyId, asSessionId, type PasskeyId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { NewPasskeyRow } from "../passkey-store.ts";
import type { UserRow } from "../rows.ts";
import type { SpentProof } from "../second-factor-store.ts";
import type { Store } from "../store.ts";
import { addPasskey, challenge, newPasskey, unlocking } from "./passkey-calls.suite.ts";
import {
  addSession,
  addUser,
  idsOf,
  type OpenWorld,
  plain,
  sealed,
  startRenewal,
  wrap,
} from "./world.suite.ts";

/** An account with a passkey and one session. */
async function addOwner(store: Store, name: string, given: Partial<NewPasskeyRow> = {}) {
  const user = await addUser(store, name);
  const session = await addSession(store, user);
  const passkey = await addPasskey(store, user, session.id, given);
  return { user: { ...user, factorRev: 2 }, session, passkey };
}

const proofOf = (id: PasskeyId, byte: number, signCount: number, logsIn = true): SpentProof => ({
  kind: "passkey",
  id,
  signCount,
  challenge: challenge(byte),
  logsIn,
});

export function describePasskeys(open: OpenWorld): void {
  describe("passkeys", () => {
    const logIn = (store: Store, user: UserRow, id: string, proof: SpentProof) =>
      store.sessions.insert(
        {
          id: asSessionId(id.repeat(32)),
          userId: user.id,
          secretHash: new Uint8Array(32),
          seal: null,
          sealedOrigin: sealed("origin"),
          createdAt: 3000,
          expiresAt: 9000,
          slideMs: null,
          endsAt: null,
        },
        { passwordHash: user.passwordHash, wrapNumber: 1, factorRev: 2, proof },
      );

    it("are found by the name that their authenticator gave them, with their owner", async () => {
      await using world = await open();
      const { store } = world;
      const { user, passkey } = await addOwner(store, "ada");
      const { credentialId } = newPasskey(passkey);
      const found = await store.passkeys.findByCredential(credentialId);
      expect(found).toMatchObject({ passkey: { id: passkey, signCount: 4 }, user: { id: user.id } });
      expect(found?.handle).toHaveLength(16);
      expect(await store.passkeys.findHandle(user.id)).toEqual(found?.handle);
      expect(await store.passkeys.findByCredential(new Uint8Array([7]))).toBeNull();
      await store.users.markDeleted(user.id, 3000);
      expect((await store.passkeys.findByCredential(credentialId))?.user.deletedAt).toBe(3000);
    });

    it("open a session once for each challenge, and are noted in it", async () => {
      await using world = await open();
      const { store } = world;
      const { user, passkey } = await addOwner(store, "ada");
      expect(await logIn(store, user, "a", proofOf(passkey, 1, 5))).toBe(true);
      expect(await logIn(store, user, "b", proofOf(passkey, 1, 6))).toBe(false);
      expect(await store.passkeys.isUsed(challenge(1).nonce)).toBe(true);
      expect(await store.passkeys.isUsed(challenge(2).nonce)).toBe(false);
      const opened = await store.sessions.find(user.id, asSessionId("a".repeat(32)), 3000);
      expect(opened?.session).toMatchObject({ passkeyId: passkey, provedAt: 3000 });
      expect(await store.passkeys.find(user.id, passkey)).toMatchObject({ signCount: 5, lastUsedAt: 3000 });
      expect(await store.secondFactors.sweep({ now: 900_000, pendingBefore: 0, latestStep: 9 })).toBe(2);
      expect(await store.passkeys.isUsed(challenge(1).nonce)).toBe(false);
    });

    it("are refused with a count that hasn't risen, and use up no challenge then", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addOwner(store, "ada");
      expect(await logIn(store, ada.user, "a", proofOf(ada.passkey, 1, 4))).toBe(false);
      expect(await logIn(store, ada.user, "a", proofOf(ada.passkey, 1, 0))).toBe(false);
      expect(await store.passkeys.isUsed(challenge(1).nonce)).toBe(false);
      const bob = await addOwner(store, "bob", { backupEligible: true });
      expect(await logIn(store, bob.user, "b", proofOf(bob.passkey, 2, 1))).toBe(true);
      expect(await store.passkeys.find(bob.user.id, bob.passkey)).toMatchObject({ signCount: 4 });
      const eve = await addOwner(store, "eve", { signCount: 0 });
      expect(await logIn(store, eve.user, "c", proofOf(eve.passkey, 3, 0))).toBe(true);
      expect(await logIn(store, eve.user, "d", proofOf(eve.passkey, 4, 0))).toBe(true);
    });

    it("that only prove a second factor open no session, and another account's open none either", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addOwner(store, "ada", { mayLogIn: false });
      const bob = await addOwner(store, "bob");
      expect(await logIn(store, ada.user, "a", proofOf(ada.passkey, 1, 5))).toBe(false);
      expect(await logIn(store, ada.user, "a", proofOf(bob.passkey, 1, 5))).toBe(false);
      expect(await logIn(store, ada.user, "a", proofOf(ada.passkey, 1, 5, false))).toBe(true);
      const [latest] = await store.sessions.list(ada.user.id, 3000);
      expect(latest).toMatchObject({ provedAt: 3000, passkeyId: null });
    });

    it("end every other session when one is added, and those that it opened when it is removed", async () => {
      await using world = await open();
      const { store } = world;
      const { user, session, passkey } = await addOwner(store, "ada");
      expect(await store.users.find(user.id)).toMatchObject({ factorRev: 2 });
      expect((await store.sessions.find(user.id, session.id, 2000))?.session.provedAt).toBe(2000);
      await logIn(store, user, "a", proofOf(passkey, 1, 5));
      const second = await addPasskey(store, user, asSessionId("a".repeat(32)));
      expect(idsOf(await store.sessions.list(user.id, 3000))).toEqual(["a".repeat(32)]);
      expect(idsOf(await store.passkeys.list(user.id))).toEqual([passkey, second]);
      const removal = { factorRev: 3, keep: asSessionId("a".repeat(32)), now: 4000, id: passkey };
      expect(await store.passkeys.remove(user.id, removal)).toBe(true);
      expect(await store.sessions.list(user.id, 3000)).toEqual([]);
    });

    it("are added under the vault's current key, once, up to a number, each for a new challenge", async () => {
      await using world = await open();
      const { store } = world;
      const { user, session, passkey } = await addOwner(store, "ada");
      const bob = await addUser(store, "bob");
      const add = (given: Partial<NewPasskeyRow>, other: { factorRev?: number; most?: number } = {}) =>
        store.passkeys.insert(user.id, {
          factorRev: 2,
          keep: session.id,
          now: 3000,
          most: 2,
          challenge: challenge(1),
          row: newPasskey(asPasskeyId(passkey + 1), given),
          ...other,
        });
      expect(await add({ credentialId: newPasskey(passkey).credentialId })).toBe("known");
      expect(await add({}, { most: 1 })).toBe("too-many");
      expect(await add({}, { factorRev: 1 })).toBe("overtaken");
      expect(await add({ sealed: sealed("passkey", 2) })).toBe("overtaken");
      expect(await store.passkeys.isUsed(challenge(1).nonce)).toBe(false);
      expect(await add({})).toBe("inserted");
      const again = { credentialId: new Uint8Array([1]), id: asPasskeyId(passkey + 2) };
      expect(await add(again, { factorRev: 3, most: 3 })).toBe("overtaken");
      expect(await store.passkeys.list(bob.id)).toEqual([]);
    });

    it("are records of their account's vault, which are sealed again with it", async () => {
      await using world = await open();
      const { store } = world;
      const { user, passkey } = await addOwner(store, "ada");
      const scope = ownScope(user.id);
      const renamed = { id: passkey, expectedRevision: 1, sealRev: 2, sealed: sealed("renamed") };
      expect(await store.passkeys.replace(user.id, renamed)).toBe(true);
      expect(await store.passkeys.replace(user.id, renamed)).toBe(false);
      await startRenewal(store, user.id);
      expect(await store.passkeys.replace(user.id, { ...renamed, expectedRevision: 2 })).toBe(false);
      expect(await store.records.findSealedUnder(scope, 1, 10)).toMatchObject([
        { table: "passkeys", rowId: passkey, recordId: passkey, sealRev: 2 },
      ]);
      expect(await store.records.dropPreviousKey(scope, 1)).toBe(false);
      const again = { rowId: passkey, expectedSealRev: 2, sealRev: 3, sealed: sealed("again", 2) };
      expect(await store.records.reseal(scope, [{ table: "passkeys", ...again }])).toBe(1);
      expect(await store.records.dropPreviousKey(scope, 1)).toBe(true);
    });

    it("open the vault from when they are let to, by a proof that they give, until they aren't any more", async () => {
      await using world = await open();
      const { store } = world;
      const { user, session, passkey } = await addOwner(store, "ada");
      const set = (given: Partial<Parameters<Store["passkeys"]["setUnlock"]>[1]>) =>
        store.passkeys.setUnlock(user.id, {
          ...unlocking(passkey),
          factorRev: 2,
          keep: session.id,
          now: 3000,
          ...given,
        });
      expect(await set({ sealed: sealed("opens", 2) })).toBe(false);
      expect(await store.passkeys.isUsed(challenge(7).nonce)).toBe(false);
      expect(await set({})).toBe(true);
      expect(await store.passkeys.isUsed(challenge(7).nonce)).toBe(true);
      const opens = {
        unlockPrivate: sealed("private", 0),
        unlockBox: sealed("box"),
        signCount: 5,
        revision: 2,
      };
      expect(plain(await store.passkeys.find(user.id, passkey))).toMatchObject(Object(plain(opens)));
      expect(await set({ factorRev: 3, expectedRevision: 2, sealRev: 3 })).toBe(false);
      const ending = { factorRev: 3, expectedRevision: 2, sealRev: 3, unlock: null };
      expect(await set(ending)).toBe(true);
      const closed = { unlockPrivate: null, unlockBox: null, sealRev: 3, revision: 3 };
      expect(await store.passkeys.find(user.id, passkey)).toMatchObject(closed);
    });

    it("get another vault key together with the account, or not at all", async () => {
      await using world = await open();
      const { store } = world;
      const { user, session, passkey } = await addOwner(store, "ada", {
        unlockPrivate: sealed("private", 0),
        unlockBox: sealed("box"),
      });
      const second = await addPasskey(store, { ...user, factorRev: 2 }, session.id, {
        unlockPrivate: sealed("private", 0),
        unlockBox: sealed("box"),
      });
      const renew = (factorRev: number) =>
        store.users.replaceWrap(user.id, {
          expectedWrapNumber: 1,
          event: "vault-key-renewed",
          wrap: wrap(2, 2),
          previousVaultKey: sealed("previous key", 1),
          passkeys: {
            factorRev,
            boxes: [
              { id: passkey, unlockBox: sealed("boxed again", 2) },
              { id: second, unlockBox: null },
            ],
          },
          keep: session.id,
          now: 3000,
        });
      expect(await renew(2)).toBe(false);
      expect(await store.users.find(user.id)).toMatchObject({ wrap: { wrapNumber: 1 } });
      expect(await renew(3)).toBe(true);
      expect(
        plain(
          (await store.passkeys.list(user.id)).map(({ unlockPrivate, unlockBox }) => [
            unlockPrivate,
            unlockBox,
          ]),
        ),
      ).toEqual([
        [plain(sealed("private", 0)), plain(sealed("boxed again", 2))],
        [null, null],
      ]);
    });

    it("go with the account's other factors when those are reset", async () => {
      await using world = await open();
      const { store } = world;
      const { user } = await addOwner(store, "ada");
      expect(await store.secondFactors.find(user.id)).toMatchObject({ passkeys: 1 });
      expect(await store.secondFactors.reset(user.id, 3000)).toBe(true);
      expect(await store.passkeys.list(user.id)).toEqual([]);
    });
  });
}
