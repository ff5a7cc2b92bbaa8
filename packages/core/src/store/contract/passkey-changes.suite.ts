import { asPasskeyId, type PasskeyId, personalVaultOf, type SessionId } from "../../ids.ts";
import type { PasskeyStore } from "../passkey-store.ts";
import type { UserRow } from "../rows.ts";
import type { Store } from "../store.ts";
import { addPasskey, challenge, newPasskey, unlocking } from "./passkey-calls.suite.ts";

const now = 5000;

interface Given {
  readonly store: Store;
  readonly ada: UserRow;
  readonly bob: UserRow;
  readonly session: SessionId;
}

/** The factors of the account in events.suite.ts, before and after it gets a passkey. */
const FIRST = { factorRev: 2, now };
const SECOND = { factorRev: 3, now };
const NO_PASSKEY = asPasskeyId(900_001);

const prepare = ({ store, ada, session }: Given) => addPasskey(store, { ...ada, factorRev: 2 }, session);
const passkeyOf = async ({ store, ada }: Given): Promise<PasskeyId> =>
  (await store.passkeys.list(ada.id))[0]?.id ?? NO_PASSKEY;
const insert = async (
  { store, ada, session }: Given,
  given: { readonly factorRev: number; readonly most: number },
) =>
  store.passkeys.insert(ada.id, {
    ...FIRST,
    ...given,
    keep: session,
    row: newPasskey(asPasskeyId(await store.passkeys.reserveIds(personalVaultOf(ada.id), 1))),
    challenge: challenge(8),
  });

const setUnlock = async (world: Given, given: Partial<Parameters<PasskeyStore["setUnlock"]>[1]>) =>
  world.store.passkeys.setUnlock(world.ada.id, {
    ...SECOND,
    ...unlocking(await passkeyOf(world)),
    keep: world.session,
    ...given,
  });

/** The changes of passkeys that an account's activity records, for events.suite.ts. */
export const PASSKEY_CHANGES = {
  "passkey-added": {
    kind: "passkey-added",
    change: (world: Given) => insert(world, { factorRev: 2, most: 20 }),
    refused: [
      (world: Given) => insert(world, { factorRev: 1, most: 20 }),
      (world: Given) => insert(world, { factorRev: 2, most: 0 }),
    ],
  },
  "passkey-removed": {
    kind: "passkey-removed",
    prepare,
    change: async (world: Given) =>
      world.store.passkeys.remove(world.ada.id, {
        ...SECOND,
        keep: world.session,
        id: await passkeyOf(world),
      }),
    refused: [
      ({ store, ada, session }: Given) =>
        store.passkeys.remove(ada.id, { ...SECOND, keep: session, id: NO_PASSKEY }),
      async (world: Given) =>
        world.store.passkeys.remove(world.ada.id, {
          ...FIRST,
          keep: world.session,
          id: await passkeyOf(world),
        }),
      async (world: Given) =>
        world.store.passkeys.remove(world.bob.id, {
          ...FIRST,
          factorRev: 1,
          keep: world.session,
          id: await passkeyOf(world),
        }),
    ],
  },
  "passkey-unlock-on": {
    kind: "passkey-unlock-on",
    prepare,
    change: (world: Given) => setUnlock(world, {}),
    refused: [
      (world: Given) => setUnlock(world, FIRST),
      (world: Given) => setUnlock(world, { expectedRevision: 2 }),
      (world: Given) => setUnlock(world, { id: NO_PASSKEY }),
    ],
  },
  "passkey-unlock-off": {
    kind: "passkey-unlock-off",
    prepare,
    change: (world: Given) => setUnlock(world, { unlock: null }),
    refused: [(world: Given) => setUnlock(world, { ...FIRST, unlock: null })],
  },
  "passkey-copied": {
    kind: "passkey-copied",
    change: ({ store, ada }: Given) => store.audit.appendFailure(ada.id, "passkey-copied", now),
    refused: [],
  },
} as const;
