import { describe, expect, it } from "vitest";
import { asImportBatchId, asSessionId, asUserId, type ImportBatchId, type SessionId } from "../../ids.ts";
import type { AuditKind } from "../../schemas/account.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow, UserRow } from "../rows.ts";
import type { Store } from "../store.ts";
import type { WrapEvent } from "../user-store.ts";
import { ADMINISTERED_CHANGES } from "./administered-changes.suite.ts";
import { vaultOf } from "./imports.suite.ts";
import { PASSKEY_CHANGES } from "./passkey-changes.suite.ts";
import {
  addCategories,
  addItems,
  addSession,
  addUser,
  allOf,
  idsOf,
  type OpenWorld,
  only,
  rewrite,
  sealed,
  wrap,
} from "./world.suite.ts";

/** What the changes below are made to: an account with a bit of everything. */
export interface Furnished {
  readonly store: Store;
  readonly ada: UserRow;
  readonly bob: UserRow;
  readonly session: SessionId;
  readonly other: SessionId;
  readonly item: ItemRow;
  readonly trashedItem: ItemRow;
  readonly batch: ImportBatchId;
}

export interface RecordedChange {
  readonly kind: AuditKind;
  /** What has to be so before. */
  readonly prepare?: (world: Furnished) => Promise<unknown>;
  readonly change: (world: Furnished) => Promise<unknown>;
  /** Calls that change nothing: the row isn't there, isn't in the state asked for, or was changed by someone else first. */
  readonly refused: readonly ((world: Furnished) => Promise<unknown>)[];
  /** Events that belong to it: the other person's. Left out: none. */
  readonly others?: number;
}

const now = 5000;
const NOBODY = asUserId(900_001);
const NO_SESSION = asSessionId("d".repeat(32));
const loggedOut = { event: "logged-out", now } as const;

const newWrap = { expectedWrapNumber: 1, wrap: wrap(2), keep: null, now } as const;
const newPassword = { expected: "hash of ada", passwordHash: "new hash", keep: null, now } as const;
const newSeal = { expected: sealed("recovery"), keyNumber: 1, recoverySeal: sealed("new"), now } as const;
const failure = { now, limit: 10, forgiveEveryMs: 1000 } as const;
const emptying = { event: "trash-emptied", now } as const;
const nothing = { items: [], categories: [] } as const;

const wrapChange = <Event extends WrapEvent>(event: Event): RecordedChange & { readonly kind: Event } => ({
  kind: event,
  change: ({ store, ada }) => store.users.replaceWrap(ada.id, { ...newWrap, event }),
  refused: [
    ({ store, ada }) => store.users.replaceWrap(ada.id, { ...newWrap, expectedWrapNumber: 2, event }),
    ({ store }) => store.users.replaceWrap(NOBODY, { ...newWrap, event }),
  ],
});

const PENDING = sealed("pending");
const hash = (byte: number) => new Uint8Array(32).fill(byte);
const rule = { atOnce: 10, everyMs: 1000, most: 100, holdsRightOnes: true };
const factorTry = { kind: "totp", now, rule } as const;

/** With the revision that `furnishForEvents` leaves. */
const factorChange = <Kind extends AuditKind>(
  kind: Kind,
  change: (world: Furnished, at: { factorRev: number; now: number }) => Promise<unknown>,
): RecordedChange & { readonly kind: Kind } => ({
  kind,
  change: (world) => change(world, { factorRev: 2, now }),
  refused: [(world) => change(world, { factorRev: 1, now })],
});

/** Every change that an account's activity shows. A kind of event that is missing here doesn't compile. */
export const RECORDED_CHANGES = {
  registered: {
    kind: "registered",
    change: ({ store }) => addUser(store, "cyd", now),
    refused: [
      ({ store, ada }) => store.users.insert({ ...ada, username: "ada" }, { onlyFirst: false }),
      ({ store, ada }) => store.users.insert({ ...ada, username: "cyd" }, { onlyFirst: true }),
    ],
  },
  imported: {
    kind: "imported",
    change: async ({ store }) => store.imports.insert(await vaultOf(store, "cyd")),
    refused: [async ({ store }) => store.imports.insert(await vaultOf(store, "ada"))],
  },
  "logged-in": {
    kind: "logged-in",
    change: ({ store, ada }) => addSession(store, { ...ada, factorRev: 2 }, { createdAt: now }),
    refused: [
      ({ store, ada }) => addSession(store, ada).catch((error: unknown) => error),
      ({ store, ada }) =>
        addSession(store, { ...ada, factorRev: 2, passwordHash: "hash before" }).catch(
          (error: unknown) => error,
        ),
    ],
  },
  "log-in-failed": {
    kind: "log-in-failed",
    change: ({ store, ada }) => store.audit.appendFailure(ada.id, "log-in-failed", now),
    refused: [],
  },
  exported: {
    kind: "exported",
    change: ({ store, ada }) => store.audit.append(ada.id, "exported", now),
    refused: [],
  },
  "unlock-failed": {
    kind: "unlock-failed",
    change: ({ store, ada, session }) => store.sessions.countFailure(ada.id, session, failure),
    refused: [({ store, ada }) => store.sessions.countFailure(ada.id, NO_SESSION, failure)],
  },
  "session-ended-after-failures": {
    kind: "session-ended-after-failures",
    change: ({ store, ada, session }) =>
      store.sessions.countFailure(ada.id, session, { ...failure, limit: 1 }),
    refused: [({ store, ada }) => store.sessions.countFailure(ada.id, NO_SESSION, { ...failure, limit: 1 })],
  },
  "logged-out": {
    kind: "logged-out",
    change: ({ store, ada, session }) => store.sessions.end(ada.id, session, loggedOut),
    refused: [({ store, ada }) => store.sessions.end(ada.id, NO_SESSION, loggedOut)],
  },
  "session-ended": {
    kind: "session-ended",
    change: ({ store, ada, other }) => store.sessions.end(ada.id, other, { event: "session-ended", now }),
    refused: [({ store, ada }) => store.sessions.end(ada.id, NO_SESSION, { event: "session-ended", now })],
  },
  "other-sessions-ended": {
    kind: "other-sessions-ended",
    change: ({ store, ada, session }) => store.sessions.endOthers(ada.id, session, now),
    refused: [({ store, session }) => store.sessions.endOthers(NOBODY, session, now)],
  },
  renamed: {
    kind: "renamed",
    change: ({ store, ada }) => store.users.rename(ada.id, "ada l", now),
    refused: [
      ({ store, ada }) => store.users.rename(ada.id, "bob", now),
      ({ store }) => store.users.rename(NOBODY, "cyd", now),
    ],
  },
  "password-changed": {
    kind: "password-changed",
    change: ({ store, ada }) => store.users.replacePassword(ada.id, newPassword),
    refused: [
      ({ store, ada }) => store.users.replacePassword(ada.id, { ...newPassword, expected: "hash before" }),
    ],
  },
  "passphrase-changed": wrapChange("passphrase-changed"),
  "vault-key-renewed": wrapChange("vault-key-renewed"),
  recovered: wrapChange("recovered"),
  "recovery-code-renewed": {
    kind: "recovery-code-renewed",
    change: ({ store, ada }) => store.users.replaceRecoverySeal(ada.id, newSeal),
    refused: [
      ({ store, ada }) => store.users.replaceRecoverySeal(ada.id, { ...newSeal, expected: sealed("before") }),
    ],
  },
  "account-deleted": {
    kind: "account-deleted",
    change: ({ store, ada }) => store.users.markDeleted(ada.id, now),
    refused: [({ store }) => store.users.markDeleted(NOBODY, now)],
  },
  "account-restored": {
    kind: "account-restored",
    change: async ({ store }) => {
      const bob = await store.users.findByUsername("bob");
      if (!bob) throw new Error("unreachable");
      await store.users.markDeleted(bob.id, 4000);
      return store.users.undelete(bob.id, "bob", now);
    },
    refused: [({ store, ada }) => store.users.undelete(ada.id, "cyd", now)],
    // Bob's account is deleted first, so that it can be restored.
    others: 1,
  },
  ...ADMINISTERED_CHANGES,
  "import-begun": {
    kind: "import-begun",
    change: async ({ store, ada }) => {
      const { vaultId } = ownScope(ada.id);
      const batch = { id: await store.importBatches.reserveIds(vaultId, 1), rowsAll: 1, sealed: sealed("b") };
      return store.importBatches.begin(ownScope(ada.id), batch, { keyNumber: 1, now });
    },
    refused: [
      ({ store, ada, batch }) =>
        store.importBatches.begin(
          ownScope(ada.id),
          { id: batch, rowsAll: 1, sealed: sealed("b") },
          { keyNumber: 2, now },
        ),
    ],
  },
  "import-undone": {
    kind: "import-undone",
    change: ({ store, ada, batch }) => store.importBatches.markUndone(ownScope(ada.id), batch, now),
    refused: [({ store, ada }) => store.importBatches.markUndone(ownScope(ada.id), asImportBatchId(99), now)],
  },
  "totp-added": factorChange("totp-added", ({ store, ada, session }, at) =>
    store.secondFactors.confirmTotp(ada.id, {
      ...at,
      keep: session,
      pending: PENDING,
      step: 7,
      spareCodes: null,
    }),
  ),
  "totp-removed": factorChange("totp-removed", ({ store, ada, session }, at) =>
    store.secondFactors.removeTotp(ada.id, { ...at, keep: session }),
  ),
  "spare-codes-renewed": factorChange("spare-codes-renewed", ({ store, ada, session }, at) =>
    store.secondFactors.replaceSpareCodes(ada.id, { ...at, keep: session, spareCodes: [hash(3)] }),
  ),
  "second-factor-on": factorChange("second-factor-on", ({ store, ada, session }, at) =>
    store.secondFactors.setRequired(ada.id, { ...at, keep: session, on: true }),
  ),
  "second-factor-off": factorChange("second-factor-off", ({ store, ada, session }, at) =>
    store.secondFactors.setRequired(ada.id, { ...at, keep: session, on: false }),
  ),
  "spare-code-used": {
    kind: "spare-code-used",
    change: ({ store, ada, session }) =>
      store.secondFactors.stepUp(ada.id, session, { proof: { kind: "spare", hash: hash(1) }, now }),
    refused: [
      ({ store, ada, session }) =>
        store.secondFactors.stepUp(ada.id, session, { proof: { kind: "spare", hash: hash(9) }, now }),
      ({ store, ada }) =>
        store.secondFactors.stepUp(ada.id, NO_SESSION, { proof: { kind: "spare", hash: hash(1) }, now }),
    ],
  },
  "second-factor-failed": {
    kind: "second-factor-failed",
    change: ({ store, ada }) => store.secondFactors.judgeTry(ada.id, { ...factorTry, isRight: false }),
    refused: [({ store, ada }) => store.secondFactors.judgeTry(ada.id, { ...factorTry, isRight: true })],
  },
  "second-factor-reset": {
    kind: "second-factor-reset",
    change: ({ store, ada }) => store.secondFactors.reset(ada.id, now),
    refused: [({ store }) => store.secondFactors.reset(NOBODY, now)],
  },
  ...PASSKEY_CHANGES,
  "trash-emptied": {
    kind: "trash-emptied",
    change: ({ store, ada, trashedItem }) =>
      store.trash.erase(ownScope(ada.id), { ...nothing, items: [trashedItem.id] }, emptying),
    refused: [
      ({ store, ada, item }) =>
        store.trash.erase(ownScope(ada.id), { ...nothing, items: [item.id] }, emptying),
      ({ store, ada }) => store.trash.erase(ownScope(ada.id), nothing, emptying),
    ],
  },
  "history-forgotten": {
    kind: "history-forgotten",
    change: ({ store, ada, item }) => store.items.forgetVersions(ownScope(ada.id), item.id, now),
    refused: [
      ({ store, ada, trashedItem }) => store.items.forgetVersions(ownScope(ada.id), trashedItem.id, now),
    ],
  },
} as const satisfies { readonly [Kind in AuditKind]: RecordedChange & { readonly kind: Kind } };

export async function furnishForEvents(store: Store): Promise<Furnished> {
  const ada = await addUser(store, "ada");
  const bob = await addUser(store, "bob");
  const { id: session } = await addSession(store, ada);
  const { id: categoryId } = only(await addCategories(store, ada.id, ["category"]));
  const [written, trashedItem] = await addItems(store, ada.id, ["one", "two"], { categoryId });
  if (!(written && trashedItem)) throw new Error("unreachable");
  await rewrite(store, ada.id, written, "one, again");
  await store.items.trash(ownScope(ada.id), [trashedItem.id], 2000);
  const item = only(await store.items.findMany(ownScope(ada.id), [written.id], { trash: false }));
  const batch = await store.importBatches.reserveIds(ownScope(ada.id).vaultId, 1);
  await store.importBatches.begin(
    ownScope(ada.id),
    { id: batch, rowsAll: 1, sealed: sealed("batch") },
    { keyNumber: 1, now: 2000 },
  );
  await store.secondFactors.beginTotp(ada.id, { pending: sealed("first"), now: 2000 });
  await store.secondFactors.confirmTotp(ada.id, {
    factorRev: 1,
    keep: session,
    now: 2000,
    pending: sealed("first"),
    step: 5,
    spareCodes: [hash(1), hash(2)],
  });
  await store.secondFactors.beginTotp(ada.id, { pending: PENDING, now: 2000 });
  const { id: other } = await addSession(store, { ...ada, factorRev: 2 });
  return { store, ada, bob, session, other, item, trashedItem, batch };
}

/** Everything of every account, events included. */
export async function everythingIn(store: Store): Promise<unknown[]> {
  return Promise.all(idsOf(await store.users.list()).map((id) => allOf(store, id)));
}

const eventsIn = async (store: Store) =>
  (await Promise.all(idsOf(await store.users.list()).map((id) => store.audit.list(id, 1000)))).flat();

export function describeEvents(open: OpenWorld): void {
  describe("an event in an account's activity", () => {
    for (const { kind, prepare, change, refused, others = 0 } of Object.values<RecordedChange>(
      RECORDED_CHANGES,
    )) {
      it(`"${kind}" is written with its change, once`, async () => {
        await using world = await open();
        const furnished = await furnishForEvents(world.store);
        await prepare?.(furnished);
        const before = new Set((await eventsIn(world.store)).map(({ id }) => id));
        await change(furnished);
        const added = (await eventsIn(world.store)).filter(({ id }) => !before.has(id));
        expect(added.filter((event) => event.kind === kind)).toMatchObject([{ kind, at: now }]);
        expect(added).toHaveLength(1 + others);
      });

      if (refused.length === 0) continue;
      it(`"${kind}" isn't written where nothing changes`, async () => {
        await using world = await open();
        const furnished = await furnishForEvents(world.store);
        const before = await everythingIn(world.store);
        for (const refusedChange of refused) await refusedChange(furnished);
        expect(await everythingIn(world.store)).toEqual(before);
      });
    }

    it("isn't written when a fault undoes its change", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      const [item] = vault.items;
      const broken = { ...vault, items: item ? [item, item] : [] };
      await expect(store.imports.insert(broken)).rejects.toThrow();
      expect(await store.audit.list(vault.user.id, 10)).toEqual([]);
    });

    it("is written by the first of several steps that empty the trash", async () => {
      await using world = await open();
      const { store, ada, item, trashedItem } = await furnishForEvents(world.store);
      const before = (await store.audit.list(ada.id, 100)).length;
      await store.trash.erase(ownScope(ada.id), { ...nothing, items: [trashedItem.id] }, emptying);
      await store.items.trash(ownScope(ada.id), [item.id], 3000);
      await store.trash.erase(ownScope(ada.id), { ...nothing, items: [item.id] }, { event: null, now });
      expect(await store.audit.list(ada.id, 100)).toHaveLength(before + 1);
    });
  });
}
