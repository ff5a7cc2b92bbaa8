import { afterAll, describe, expect, it } from "vitest";
import type { CategoryId, VaultScope } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
import { LIMITS } from "./attachments.suite.ts";
import { FACTOR_CALLS } from "./factor-calls.suite.ts";
import { furnish, type Names, NOBODYS } from "./furnished.suite.ts";
import { IMPORT_CALLS } from "./import-calls.suite.ts";
import { PASSKEY_CALLS } from "./passkey-calls.suite.ts";
import { allOf, type OpenWorld, plain, rowsOf, sealed, wrap } from "./world.suite.ts";

export type Call = (store: Store, scope: VaultScope, names: Names) => Promise<unknown>;

type Part =
  | "users"
  | "vaults"
  | "sessions"
  | "secondFactors"
  | "passkeys"
  | "categories"
  | "items"
  | "trash"
  | "attachments"
  | "records"
  | "requests"
  | "healthTrends"
  | "audit"
  | "imports"
  | "importBatches";
export type MethodName = { [P in Part]: `${P}.${string & keyof Store[P]}` }[Part];

const change = { expectedRevision: 2, sealRev: 9, sealed: sealed("intruder") };

/** Every method of the contract: a new one doesn't compile until it is here. null: it has no owner to answer to. */
export const CALLS: Record<MethodName, Call | null> = {
  "users.reserveId": null,
  "users.insert": null,
  "users.count": null,
  "users.list": null,
  "users.findByUsername": null,
  "users.listColliding": null,
  "users.hasPasswordHashLike": null,
  "users.findDeleted": null,
  "users.eraseDeletedBefore": null,
  "users.find": (store, scope) => store.users.find(scope.userId),
  "users.rename": (store, scope) => store.users.rename(scope.userId, "another name", 3000),
  "users.replacePassword": (store, scope, { session }) =>
    store.users.replacePassword(scope.userId, {
      expected: "hash of intruder",
      passwordHash: "new hash",
      keep: session,
      now: 3000,
    }),
  "users.replaceLogin": (store, scope, { session }) =>
    store.users.replaceLogin(scope.userId, {
      expected: "hash of intruder",
      username: "another name",
      passwordHash: "new hash",
      keep: session,
      now: 3000,
    }),
  "users.upgradePasswordHash": (store, scope) =>
    store.users.upgradePasswordHash(scope.userId, "hash of intruder", "new hash"),
  "users.replaceWrap": (store, scope, { session }) =>
    store.users.replaceWrap(scope.userId, {
      expectedWrapNumber: 1,
      event: "passphrase-changed",
      wrap: wrap(2),
      keep: session,
      now: 3000,
    }),
  "users.upgradeWrap": (store, scope) => store.users.upgradeWrap(scope.userId, 1, wrap(2)),
  "users.replaceRecoverySeal": (store, scope) =>
    store.users.replaceRecoverySeal(scope.userId, {
      expected: sealed("recovery"),
      keyNumber: 1,
      recoverySeal: sealed("intruder"),
      now: 3000,
    }),
  "users.markDeleted": (store, scope) => store.users.markDeleted(scope.userId, 3000),
  "users.undelete": (store, scope) => store.users.undelete(scope.userId, "another name", 3000),
  // Whoever may change memberships says whose.
  "vaults.findMembership": (store, scope) => store.vaults.findMembership(scope.vaultId, scope.userId),
  "vaults.setMembership": null,
  "vaults.removeMembership": null,
  "imports.find": null,
  "imports.insert": null,
  "imports.hasOldPassphrase": (store, scope) => store.imports.hasOldPassphrase(scope.userId),
  ...FACTOR_CALLS,
  ...PASSKEY_CALLS,
  "sessions.insert": null,
  "sessions.sweep": null,
  "sessions.countLive": null,
  "sessions.find": (store, scope, { session }) => store.sessions.find(scope.userId, session, 3000),
  "sessions.list": (store, scope) => store.sessions.list(scope.userId, 3000),
  "sessions.storeSeal": (store, scope, { session }) =>
    store.sessions.storeSeal(scope.userId, session, { seal: sealed("intruder"), wrapNumber: 1, now: 3000 }),
  "sessions.storeTicket": (store, scope, { session }) =>
    store.sessions.storeTicket(scope.userId, session, { seal: sealed("intruder"), wrapNumber: 1, now: 3000 }),
  "sessions.touch": (store, scope, { session }) =>
    store.sessions.touch(scope.userId, session, { seal: true, now: 3000 }),
  "sessions.countFailure": (store, scope, { session }) =>
    store.sessions.countFailure(scope.userId, session, { now: 3000, limit: 1, forgiveEveryMs: 1000 }),
  "sessions.end": (store, scope, { session }) =>
    store.sessions.end(scope.userId, session, { event: "logged-out", now: 2000 }),
  "sessions.endOthers": (store, scope, { session }) => store.sessions.endOthers(scope.userId, session, 2000),
  "categories.reserveIds": null,
  "categories.insert": async (store, scope) => {
    const id = await store.categories.reserveIds(scope.vaultId, 1);
    return store.categories.insert(scope, [{ id, sealed: sealed("intruder") }], {
      keyNumber: 1,
      now: 3000,
    });
  },
  "categories.list": (store, scope) => store.categories.list(scope, { trash: true }),
  "categories.readAll": (store, scope) => store.categories.readAll(scope),
  "categories.findMany": (store, scope, { category, trashedCategory }) =>
    store.categories.findMany(scope, [category, trashedCategory]),
  "categories.replace": (store, scope, { category }) =>
    store.categories.replace(scope, [{ ...change, id: category, expectedRevision: 1 }], {
      keyNumber: 1,
      now: 3000,
    }),
  "categories.trash": async (store, scope, { category }) => [
    await store.categories.trash(scope, [category], { cascade: false, now: 3000 }),
    await store.categories.trash(scope, [category], { cascade: true, now: 3000 }),
  ],
  "categories.restore": (store, scope, { trashedCategory }) =>
    store.categories.restore(scope, [trashedCategory], 3000),
  "categories.reorder": (store, scope, { category }) => store.categories.reorder(scope, [category], 3000),
  "items.reserveIds": null,
  "items.eraseVersionsBefore": null,
  "items.insert": async (store, scope, { category }) => {
    const id = await store.items.reserveIds(scope.vaultId, 1);
    return store.items.insert(scope, [{ id, categoryId: category, sealed: sealed("intruder") }], {
      keyNumber: 1,
      now: 3000,
    });
  },
  "items.page": (store, scope, { category }) =>
    rowsOf(store, scope.userId, { trash: false, categoryId: category, limit: 10 }),
  "items.ids": (store, scope) => store.items.ids(scope, { trash: false }),
  "items.places": async (store, scope) => [
    await store.items.places(scope, { trash: false }),
    await store.items.places(scope, { trash: true }),
  ],
  "items.readMany": async (store, scope, { item, trashedItem }) => [
    await store.items.readMany(scope, [item, trashedItem], { trash: false }),
    await store.items.readMany(scope, [item, trashedItem], { trash: true }),
  ],
  "items.findMany": (store, scope, { item, trashedItem }) =>
    store.items.findMany(scope, [item, trashedItem], { trash: true }),
  "items.replace": async (store, scope, { item, category }) => [
    await store.items.replace(scope, [{ ...change, id: item }], {
      keyNumber: 1,
      now: 3000,
      keepVersions: 0,
    }),
    await rewriteOwn(store, scope, category),
  ],
  "items.merge": (store, scope, { item, trashedItem }) =>
    store.items.merge(
      scope,
      {
        kept: { ...change, id: item, versions: [], dropped: [] },
        others: [{ id: trashedItem, expectedRevision: 1 }],
      },
      { keyNumber: 1, now: 3000, keepVersions: 0, filesAnItem: 5 },
    ),
  "items.unmerge": (store, scope, { item, trashedItem, file }) =>
    store.items.unmerge(
      scope,
      {
        kept: { ...change, id: item, leavesCategory: false },
        others: [{ id: trashedItem, expectedRevision: 2, files: [file] }],
      },
      { keyNumber: 1, now: 3000, keepVersions: 0 },
    ),
  "items.move": async (store, scope, { item, category }) => [
    await store.items.move(scope, [item], { categoryId: null, now: 3000 }),
    await store.items.move(scope, [], { categoryId: category, now: 3000 }),
  ],
  "items.markUsed": (store, scope, { item, trashedItem }) =>
    store.items.markUsed(scope, [item, trashedItem], 3000),
  "items.trash": (store, scope, { item }) => store.items.trash(scope, [item], 3000),
  "items.restore": (store, scope, { trashedItem }) => store.items.restore(scope, [trashedItem], 3000),
  "items.reorder": (store, scope, { item }) => store.items.reorder(scope, [item], 3000),
  "trash.list": (store, scope) => store.trash.list(scope),
  "trash.erase": (store, scope, { trashedItem, trashedCategory }) =>
    store.trash.erase(
      scope,
      { items: [trashedItem], categories: [trashedCategory] },
      { event: "trash-emptied", now: 3000 },
    ),
  ...IMPORT_CALLS,
  "attachments.reserveIds": null,
  "attachments.markOverdue": null,
  "attachments.eraseSome": null,
  "attachments.insert": async (store, scope, { item }) =>
    store.attachments.insert(
      scope,
      {
        id: await store.attachments.reserveIds(scope.vaultId, 1),
        itemId: item,
        bytes: 4096,
        sealed: sealed("intruder"),
      },
      { keyNumber: 1, now: 3000, limits: LIMITS },
    ),
  "attachments.list": async (store, scope, { item }) => [
    await store.attachments.list(scope, { itemId: item }),
    await store.attachments.list(scope),
  ],
  "attachments.find": (store, scope, { file }) => store.attachments.find(scope, file),
  "attachments.appendChunk": (store, scope, { arrivingFile }) =>
    store.attachments.appendChunk(scope, arrivingFile, { no: 0, sealed: sealed("intruder"), now: 3000 }),
  "attachments.readChunk": (store, scope, { file }) => store.attachments.readChunk(scope, file, 0),
  "attachments.finish": (store, scope, { arrivingFile }) =>
    store.attachments.finish(
      scope,
      { ...change, id: arrivingFile, expectedRevision: 1, received: 0, digest: new Uint8Array(32) },
      { keyNumber: 1, now: 3000 },
    ),
  "attachments.replace": (store, scope, { file }) =>
    store.attachments.replace(scope, { ...change, id: file }, { keyNumber: 1, now: 3000 }),
  "attachments.remove": (store, scope, { file, arrivingFile }) =>
    store.attachments.remove(scope, [file, arrivingFile], 3000),
  "attachments.restore": (store, scope, { removedFile }) =>
    store.attachments.restore(scope, [removedFile], 3000),
  "attachments.markErasing": (store, scope, { item, trashedItem }) =>
    store.attachments.markErasing(scope, [item, trashedItem]),
  "attachments.use": async (store, scope) => (await store.attachments.use(scope)).vault,
  "items.versions": (store, scope, { item }) => store.items.versions(scope, item),
  "items.findVersion": (store, scope, { item, version }) => store.items.findVersion(scope, item, version),
  "items.forgetVersions": (store, scope, { item }) => store.items.forgetVersions(scope, item, 3000),
  "healthTrends.find": (store, scope) => store.healthTrends.find(scope),
  "healthTrends.replace": (store, scope) =>
    store.healthTrends.replace(scope, { ...change, expectedSealRev: 1 }, { keyNumber: 1 }),
  "records.findSealedUnder": (store, scope) => store.records.findSealedUnder(scope, 1, 100),
  "records.reseal": (store, scope, { category, item, version, file }) => {
    const replaced = { sealRev: 9, sealed: sealed("intruder") };
    return store.records.reseal(scope, [
      { table: "categories", rowId: category, expectedSealRev: 1, ...replaced },
      { table: "items", rowId: item, expectedSealRev: 2, ...replaced },
      { table: "item_versions", rowId: version, expectedSealRev: 1, ...replaced },
      { table: "attachments", rowId: file, expectedSealRev: 2, ...replaced },
    ]);
  },
  "records.dropPreviousKey": (store, scope) => store.records.dropPreviousKey(scope, 1),
  "requests.find": (store, scope, { request }) => store.requests.find(scope, request),
  "requests.eraseBefore": null,
  "audit.append": (store, scope) => store.audit.append(scope.userId, "exported", 3000),
  "audit.appendFailure": (store, scope) => store.audit.appendFailure(scope.userId, "unlock-failed", 3000),
  "audit.noteDevice": (store, scope) => store.audit.noteDevice(scope.userId, 1000, sealed("device")),
  "audit.list": (store, scope) => store.audit.list(scope.userId, 100),
  "audit.listUnreported": (store, scope) => store.audit.listUnreported(scope.userId, ["registered"], 10),
  "audit.markReported": (store, scope) => store.audit.markReported(scope.userId, 1),
  "audit.eraseBefore": null,
};

/** The intruder's own item, put into a category that isn't the intruder's. */
async function rewriteOwn(store: Store, scope: VaultScope, categoryId: CategoryId) {
  const [own] = await rowsOf(store, scope.userId, { trash: false, limit: 1 });
  if (own === undefined) throw new Error("The intruder has no item.");
  const replacement = {
    id: own.id,
    expectedRevision: own.revision,
    sealRev: 9,
    sealed: sealed("x"),
    categoryId,
  };
  return store.items.replace(scope, [replacement], { keyNumber: 1, now: 3000, keepVersions: 20 });
}

/** Two accounts with one of everything each. */
async function openFurnished(open: OpenWorld) {
  const world = await open();
  const { store } = world;
  const owner = await furnish(store, "owner");
  const intruder = await furnish(store, "intruder");
  const rows = async () => ({
    owners: await allOf(store, owner.userId),
    intruders: await allOf(store, intruder.userId),
  });
  return { world, store, owner, intruder, rows, asFurnished: await rows() };
}
type Furnished = Awaited<ReturnType<typeof openFurnished>>;

/** Lends one furnished world for as long as every row in it is as furnished: to make another costs more than most calls. */
function furnishedWorlds(open: OpenWorld) {
  let spare: Furnished | null = null;
  return {
    async take() {
      const taken = spare ?? (await openFurnished(open));
      spare = null;
      return taken;
    },
    async giveBack(world: Furnished, isAsFurnished: boolean) {
      if (isAsFurnished && spare === null) spare = world;
      else await world.world[Symbol.asyncDispose]();
    },
    async close() {
      await spare?.world[Symbol.asyncDispose]();
    },
  };
}

async function answerTo(
  worlds: ReturnType<typeof furnishedWorlds>,
  call: Call,
  whose: "owner's" | "nobody's",
) {
  const furnished = await worlds.take();
  const { store, owner, intruder, rows, asFurnished } = furnished;
  let isAsFurnished = false;
  try {
    const names = whose === "owner's" ? owner.names : NOBODYS;
    const answer = await call(store, ownScope(intruder.userId), names);
    const { owners, intruders } = await rows();
    expect(owners).toEqual(asFurnished.owners);
    isAsFurnished = JSON.stringify(intruders) === JSON.stringify(asFurnished.intruders);
    const said = JSON.stringify({ answer: plain(answer), left: intruders });
    return Object.entries(names).reduce(
      (text, [name, id]) => (name === "version" ? text : text.replaceAll(String(id), `<${name}>`)),
      said,
    );
  } finally {
    await worlds.giveBack(furnished, isAsFurnished);
  }
}

export function describeOwnership(open: OpenWorld): void {
  describe("what belongs to someone else", () => {
    const worlds = furnishedWorlds(open);
    afterAll(() => worlds.close());
    for (const [name, call] of Object.entries(CALLS)) {
      if (call === null) continue;
      it(`is as unknown to ${name}, and stays as it is`, async () => {
        expect(await answerTo(worlds, call, "owner's")).toBe(await answerTo(worlds, call, "nobody's"));
      });
    }
  });
}
