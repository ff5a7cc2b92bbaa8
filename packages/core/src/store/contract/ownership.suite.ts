import { describe, expect, it } from "vitest";
import {
  asCategoryId,
  asItemId,
  asSessionId,
  asVersionId,
  type CategoryId,
  type ItemId,
  type SessionId,
  type UserId,
  type VersionId,
} from "../../ids.ts";
import type { Store } from "../store.ts";
import {
  addCategories,
  addItems,
  addSession,
  addUser,
  allOf,
  idsOf,
  type OpenWorld,
  plain,
  rewrite,
  rowsOf,
  sealed,
  wrap,
} from "./world.suite.ts";

/** What a call may name: either what another account owns, or what nobody does. */
interface Names {
  readonly category: CategoryId;
  readonly trashedCategory: CategoryId;
  readonly item: ItemId;
  readonly trashedItem: ItemId;
  readonly version: VersionId;
  readonly session: SessionId;
}
type Call = (store: Store, by: UserId, names: Names) => Promise<unknown>;

type Part = "users" | "sessions" | "categories" | "items" | "trash" | "records" | "audit" | "imports";
type MethodName = { [P in Part]: `${P}.${string & keyof Store[P]}` }[Part];

const change = { expectedRevision: 2, sealRev: 9, sealed: sealed("intruder") };

/** Every method of the contract: a new one doesn't compile until it is here. null: it has no owner to answer to. */
const CALLS: Record<MethodName, Call | null> = {
  "users.reserveId": null,
  "users.insert": null,
  "users.count": null,
  "users.list": null,
  "users.findByUsername": null,
  "users.hasPasswordHashLike": null,
  "users.findDeleted": null,
  "users.eraseDeletedBefore": null,
  "users.find": (store, by) => store.users.find(by),
  "users.rename": (store, by) => store.users.rename(by, "another name", 3000),
  "users.replacePassword": (store, by, { session }) =>
    store.users.replacePassword(by, {
      expected: "hash of intruder",
      passwordHash: "new hash",
      keep: session,
      now: 3000,
    }),
  "users.upgradePasswordHash": (store, by) =>
    store.users.upgradePasswordHash(by, "hash of intruder", "new hash"),
  "users.replaceWrap": (store, by, { session }) =>
    store.users.replaceWrap(by, {
      expectedWrapNumber: 1,
      event: "passphrase-changed",
      wrap: wrap(2),
      keep: session,
      now: 3000,
    }),
  "users.upgradeWrap": (store, by) => store.users.upgradeWrap(by, 1, wrap(2)),
  "users.replaceRecoverySeal": (store, by) =>
    store.users.replaceRecoverySeal(by, {
      expected: sealed("recovery"),
      keyNumber: 1,
      recoverySeal: sealed("intruder"),
      now: 3000,
    }),
  "users.markDeleted": (store, by) => store.users.markDeleted(by, 3000),
  "users.undelete": (store, by) => store.users.undelete(by, "another name", 3000),
  "imports.find": null,
  "imports.insert": null,
  "imports.hasOldPassphrase": (store, by) => store.imports.hasOldPassphrase(by),
  "sessions.insert": null,
  "sessions.sweep": null,
  "sessions.find": (store, by, { session }) => store.sessions.find(by, session, 3000),
  "sessions.list": (store, by) => store.sessions.list(by, 3000),
  "sessions.storeSeal": (store, by, { session }) =>
    store.sessions.storeSeal(by, session, { seal: sealed("intruder"), wrapNumber: 1, now: 3000 }),
  "sessions.touch": (store, by, { session }) => store.sessions.touch(by, session, { seal: true, now: 3000 }),
  "sessions.countFailure": (store, by, { session }) =>
    store.sessions.countFailure(by, session, { now: 3000, limit: 1, forgiveEveryMs: 1000 }),
  "sessions.end": (store, by, { session }) =>
    store.sessions.end(by, session, { event: "logged-out", now: 2000 }),
  "sessions.endOthers": (store, by, { session }) => store.sessions.endOthers(by, session, 2000),
  "categories.reserveIds": null,
  "categories.insert": async (store, by) => {
    const id = await store.categories.reserveIds(1);
    return store.categories.insert(by, [{ id, sealed: sealed("intruder") }], { keyNumber: 1, now: 3000 });
  },
  "categories.list": (store, by) => store.categories.list(by, { trash: true }),
  "categories.readAll": (store, by) => store.categories.readAll(by),
  "categories.findMany": (store, by, { category, trashedCategory }) =>
    store.categories.findMany(by, [category, trashedCategory]),
  "categories.replace": (store, by, { category }) =>
    store.categories.replace(by, [{ ...change, id: category, expectedRevision: 1 }], {
      keyNumber: 1,
      now: 3000,
    }),
  "categories.trash": async (store, by, { category }) => [
    await store.categories.trash(by, [category], { cascade: false, now: 3000 }),
    await store.categories.trash(by, [category], { cascade: true, now: 3000 }),
  ],
  "categories.restore": (store, by, { trashedCategory }) =>
    store.categories.restore(by, [trashedCategory], 3000),
  "categories.reorder": (store, by, { category }) => store.categories.reorder(by, [category], 3000),
  "items.reserveIds": null,
  "items.eraseVersionsBefore": null,
  "items.insert": async (store, by, { category }) => {
    const id = await store.items.reserveIds(1);
    return store.items.insert(by, [{ id, categoryId: category, sealed: sealed("intruder") }], {
      keyNumber: 1,
      now: 3000,
    });
  },
  "items.page": (store, by, { category }) =>
    rowsOf(store, by, { trash: false, categoryId: category, limit: 10 }),
  "items.ids": (store, by) => store.items.ids(by, { trash: false }),
  "items.readMany": async (store, by, { item, trashedItem }) => [
    await store.items.readMany(by, [item, trashedItem], { trash: false }),
    await store.items.readMany(by, [item, trashedItem], { trash: true }),
  ],
  "items.findMany": (store, by, { item, trashedItem }) =>
    store.items.findMany(by, [item, trashedItem], { trash: true }),
  "items.replace": async (store, by, { item, category }) => [
    await store.items.replace(by, [{ ...change, id: item }], { keyNumber: 1, now: 3000, keepVersions: 0 }),
    await rewriteOwn(store, by, category),
  ],
  "items.move": async (store, by, { item, category }) => [
    await store.items.move(by, [item], { categoryId: null, now: 3000 }),
    await store.items.move(by, [], { categoryId: category, now: 3000 }),
  ],
  "items.markUsed": (store, by, { item, trashedItem }) => store.items.markUsed(by, [item, trashedItem], 3000),
  "items.trash": (store, by, { item }) => store.items.trash(by, [item], 3000),
  "items.restore": (store, by, { trashedItem }) => store.items.restore(by, [trashedItem], 3000),
  "items.reorder": (store, by, { item }) => store.items.reorder(by, [item], 3000),
  "trash.list": (store, by) => store.trash.list(by),
  "trash.erase": (store, by, { trashedItem, trashedCategory }) =>
    store.trash.erase(
      by,
      { items: [trashedItem], categories: [trashedCategory] },
      { event: "trash-emptied", now: 3000 },
    ),
  "items.versions": (store, by, { item }) => store.items.versions(by, item),
  "items.findVersion": (store, by, { item, version }) => store.items.findVersion(by, item, version),
  "items.forgetVersions": (store, by, { item }) => store.items.forgetVersions(by, item, 3000),
  "records.findSealedUnder": (store, by) => store.records.findSealedUnder(by, 1, 100),
  "records.reseal": (store, by, { category, item, version }) => {
    const anew = { sealRev: 9, sealed: sealed("intruder") };
    return store.records.reseal(by, [
      { table: "categories", rowId: category, expectedSealRev: 1, ...anew },
      { table: "items", rowId: item, expectedSealRev: 2, ...anew },
      { table: "item_versions", rowId: version, expectedSealRev: 1, ...anew },
    ]);
  },
  "records.dropPreviousKey": (store, by) => store.records.dropPreviousKey(by, 1),
  "audit.appendFailure": (store, by) => store.audit.appendFailure(by, "unlock-failed", 3000),
  "audit.list": (store, by) => store.audit.list(by, 100),
  "audit.eraseBefore": null,
};

/** The intruder's own item, put into a category that isn't the intruder's. */
async function rewriteOwn(store: Store, by: UserId, categoryId: CategoryId) {
  const [own] = await rowsOf(store, by, { trash: false, limit: 1 });
  if (own === undefined) throw new Error("The intruder has no item.");
  const replacement = {
    id: own.id,
    expectedRevision: own.revision,
    sealRev: 9,
    sealed: sealed("x"),
    categoryId,
  };
  return store.items.replace(by, [replacement], { keyNumber: 1, now: 3000, keepVersions: 20 });
}

const NOBODYS: Names = {
  category: asCategoryId(900_001),
  trashedCategory: asCategoryId(900_002),
  item: asItemId(900_003),
  trashedItem: asItemId(900_004),
  version: asVersionId(900_005),
  session: asSessionId("d".repeat(32)),
};

/** An account with one of everything, under ids that look like no other number in an answer. */
async function furnish(store: Store, username: string): Promise<{ userId: UserId; names: Names }> {
  await store.categories.reserveIds(500_000);
  await store.items.reserveIds(700_000);
  const user = await addUser(store, username);
  const [category, trashedCategory] = idsOf(await addCategories(store, user.id, ["live", "in the trash"]));
  if (!(category && trashedCategory)) throw new Error("unreachable");
  const [item, trashedItem] = await addItems(store, user.id, ["live", "in the trash"], {
    categoryId: category,
  });
  if (!(item && trashedItem)) throw new Error("unreachable");
  await rewrite(store, user.id, item, "written again");
  await store.items.trash(user.id, [trashedItem.id], 2000);
  await store.categories.trash(user.id, [trashedCategory], { cascade: false, now: 2000 });
  const [version] = idsOf(await store.items.versions(user.id, item.id));
  if (!version) throw new Error("unreachable");
  const session = await addSession(store, user);
  const names = {
    category,
    trashedCategory,
    item: item.id,
    trashedItem: trashedItem.id,
    version,
    session: session.id,
  };
  return { userId: user.id, names };
}

async function answerTo(open: OpenWorld, call: Call, whose: "owner's" | "nobody's") {
  await using world = await open();
  const { store } = world;
  const owner = await furnish(store, "owner");
  const intruder = await furnish(store, "intruder");
  const before = await allOf(store, owner.userId);
  const names = whose === "owner's" ? owner.names : NOBODYS;
  const answer = await call(store, intruder.userId, names);
  expect(await allOf(store, owner.userId)).toEqual(before);
  const said = JSON.stringify({ answer: plain(answer), left: await allOf(store, intruder.userId) });
  return Object.entries(names).reduce(
    (text, [name, id]) => (name === "version" ? text : text.replaceAll(String(id), `<${name}>`)),
    said,
  );
}

export function describeOwnership(open: OpenWorld): void {
  describe("what belongs to somebody else", () => {
    for (const [name, call] of Object.entries(CALLS)) {
      if (call === null) continue;
      it(`is as unknown to ${name}, and stays as it is`, async () => {
        expect(await answerTo(open, call, "owner's")).toBe(await answerTo(open, call, "nobody's"));
      });
    }
  });
}
