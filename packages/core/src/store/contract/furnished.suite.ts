import { expect } from "vitest";
import {
  type AttachmentId,
  asAttachmentId,
  asCategoryId,
  asImportBatchId,
  asItemId,
  asPasskeyId,
  asSessionId,
  asVersionId,
  type CategoryId,
  type ImportBatchId,
  type ItemId,
  type PasskeyId,
  personalVaultOf,
  type SessionId,
  type UserId,
  type VersionId,
} from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
import { addFile } from "./attachments.suite.ts";
import { beginImport } from "./import-calls.suite.ts";
import { addPasskey } from "./passkey-calls.suite.ts";
import { addCategories, addItems, addSession, addUser, idsOf, rewrite, sealed } from "./world.suite.ts";

/** What a call may name: either what another account owns, or what no account does. */
export interface Names {
  readonly category: CategoryId;
  readonly trashedCategory: CategoryId;
  readonly item: ItemId;
  readonly trashedItem: ItemId;
  readonly version: VersionId;
  readonly session: SessionId;
  readonly batch: ImportBatchId;
  readonly endedBatch: ImportBatchId;
  readonly file: AttachmentId;
  readonly arrivingFile: AttachmentId;
  readonly removedFile: AttachmentId;
  readonly passkey: PasskeyId;
  /** The name of a request. */
  readonly request: Uint8Array;
}
export const NOBODYS: Names = {
  category: asCategoryId(900_001),
  trashedCategory: asCategoryId(900_002),
  item: asItemId(900_003),
  trashedItem: asItemId(900_004),
  version: asVersionId(900_005),
  session: asSessionId("d".repeat(32)),
  file: asAttachmentId(900_006),
  arrivingFile: asAttachmentId(900_007),
  removedFile: asAttachmentId(900_008),
  batch: asImportBatchId(900_009),
  endedBatch: asImportBatchId(900_010),
  passkey: asPasskeyId(900_011),
  request: new Uint8Array(32).fill(200),
};

/** An account with one of everything, under ids that look like no other number in an answer. */
export async function furnish(store: Store, username: string): Promise<{ userId: UserId; names: Names }> {
  const user = await addUser(store, username);
  await store.categories.reserveIds(personalVaultOf(user.id), 500_000);
  await store.items.reserveIds(personalVaultOf(user.id), 700_000);
  const [category, trashedCategory] = idsOf(await addCategories(store, user.id, ["live", "in the trash"]));
  if (!(category && trashedCategory)) throw new Error("unreachable");
  const [item, trashedItem] = await addItems(store, user.id, ["live", "in the trash"], {
    categoryId: category,
  });
  if (!(item && trashedItem)) throw new Error("unreachable");
  await rewrite(store, user.id, item, "written again");
  await store.items.trash(ownScope(user.id), [trashedItem.id], 2000);
  await store.categories.trash(ownScope(user.id), [trashedCategory], { cascade: false, now: 2000 });
  const [version] = idsOf(await store.items.versions(ownScope(user.id), item.id));
  if (!version) throw new Error("unreachable");
  const request = new Uint8Array(32).fill(username.length);
  const asked = { id: await store.items.reserveIds(personalVaultOf(user.id), 1), categoryId: null };
  await store.items.insert(ownScope(user.id), [{ ...asked, sealed: sealed("asked for") }], {
    keyNumber: 1,
    now: 1000,
    request: { name: request, digest: new Uint8Array(32) },
  });
  const trend = { expectedSealRev: 0, sealRev: 1, sealed: sealed("trend") };
  expect(await store.healthTrends.replace(ownScope(user.id), trend, { keyNumber: 1 })).toBe("replaced");
  const session = await addSession(store, user);
  await store.passkeys.reserveIds(personalVaultOf(user.id), 900_100);
  const passkey = await addPasskey(store, user, session.id);
  await store.attachments.reserveIds(personalVaultOf(user.id), 800_000);
  const file = await addFile(store, user.id, item.id, "file");
  const arrivingFile = await addFile(store, user.id, item.id, "arriving", { isFinished: false });
  const removedFile = await addFile(store, user.id, item.id, "removed");
  await store.attachments.remove(ownScope(user.id), [removedFile.id], 2000);
  await store.importBatches.reserveIds(personalVaultOf(user.id), 600_000);
  const endedBatch = await beginImport(store, ownScope(user.id));
  const batch = await beginImport(store, ownScope(user.id));
  if (typeof endedBatch === "string" || typeof batch === "string") throw new Error("unreachable");
  await store.importBatches.end(
    ownScope(user.id),
    endedBatch,
    { state: "done", sealRev: 2, sealed: sealed("ended") },
    { keyNumber: 1, now: 2000 },
  );
  const names = {
    batch,
    endedBatch,
    file: file.id,
    arrivingFile: arrivingFile.id,
    removedFile: removedFile.id,
    category,
    trashedCategory,
    item: item.id,
    trashedItem: trashedItem.id,
    version,
    session: session.id,
    passkey,
    request,
  };
  return { userId: user.id, names };
}
