import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { type AttachmentId, asAttachmentId, type ItemId, type VaultId } from "../../../../ids.ts";
import type { AttachmentReplaced, AttachmentRow, AttachmentStore } from "../../../attachment-store.ts";
import { isReadyToFinish, isReplaceable, judgeNewFile, replacedBy } from "../../../rows/attachment-rows.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { insertInto } from "../base/given-rows.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import type { Queries } from "../base/queries.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { bound, build, compile, inNobodysHand, isOneOf, isOwnAmong } from "../base/statements.ts";
import { attachments } from "../schema/file-schema.ts";
import { items } from "../schema/schema.ts";
import { attachmentChunkStore } from "./attachment-chunk-store.ts";
import {
  type AttachmentTuple,
  attachmentColumns,
  isSeen,
  isThisFile,
  nextRevision,
  toAttachmentRow,
} from "./attachment-columns.ts";

const { id, itemId, state, deletedAt } = attachments;
const isOwn = eq(attachments.vaultId, bound("vaultId"));
const isOwnFile = isOwnAmong(attachments, bound("vaultId"), bound("ids"));
const isReady = eq(state, "ready");
const changed = { updatedAt: sql<number>`${bound("now")}::bigint`, revision: nextRevision };

const insertFiles = insertInto(attachments);
const findIn = (where: SQL | undefined) =>
  compile<AttachmentTuple>(
    build.select(attachmentColumns).from(attachments).where(and(where, isSeen)).orderBy(asc(id)),
  );
const findOne = findIn(isThisFile);
const findOfVault = findIn(isOwn);
const findOfItem = findIn(and(isOwn, eq(itemId, bound("itemId"))));

const sums = {
  files: sql<number>`count(*)`,
  bytes: sql<number>`coalesce(sum(${attachments.bytes}), 0)`,
};
const inVault = compile<[files: number, bytes: number]>(build.select(sums).from(attachments).where(isOwn));
const onServer = compile<[files: number, bytes: number]>(build.select(sums).from(attachments));
const inItem = compile<[files: number]>(
  build
    .select({ files: sums.files })
    .from(attachments)
    .where(and(isOwn, eq(itemId, bound("itemId")))),
);
/** Files of two vaults that begin at once count against the server's limit together. */
const waitForLimit = compile(sql`SELECT pg_advisory_xact_lock(hashtextextended('opp attachments', 0))`);

const findLiveItem = compile<[id: ItemId]>(
  build
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.id, bound("itemId")), eq(items.vaultId, bound("vaultId")), isNull(items.deletedAt))),
);
const noteItems = compile(
  build
    .update(items)
    .set({ revision: sql`${items.revision} + 1`, updatedAt: bound("now") })
    .where(isOneOf(items.id, bound("ids"))),
);
const resealed = { ...changed, sealed: bound("sealed"), sealRev: bound("sealRev") };
const finish = compile(
  build
    .update(attachments)
    .set({ ...resealed, state: "ready", digest: bound("digest") })
    .where(isThisFile),
);
const replace = compile(build.update(attachments).set(resealed).where(isThisFile));
const changeThose = (change: { state?: "erasing"; deletedAt?: SQL | null }, where: SQL | undefined) =>
  compile<[id: AttachmentId, itemId: ItemId]>(
    build
      .update(attachments)
      .set({ ...changed, ...change })
      .where(and(isOwnFile, where))
      .returning({ id, itemId }),
  );
const remove = changeThose({ deletedAt: bound("now") }, and(isReady, isNull(deletedAt)));
const giveUp = changeThose({ state: "erasing" }, and(eq(state, "arriving"), isNull(deletedAt)));
const restore = changeThose({ deletedAt: null }, and(isReady, isNotNull(deletedAt)));
const markForErasing = (where: SQL | undefined) =>
  compile(build.update(attachments).set({ state: "erasing" }).where(where));
const markTrashed = markForErasing(
  and(
    isOwn,
    isSeen,
    inArray(
      itemId,
      build
        .select({ id: items.id })
        .from(items)
        .where(and(isOwnAmong(items, bound("vaultId"), bound("itemIds")), isNotNull(items.deletedAt))),
    ),
  ),
);
const markOverdue = markForErasing(
  inNobodysHand(
    id,
    and(
      ne(state, "erasing"),
      or(
        and(eq(state, "arriving"), lt(attachments.createdAt, bound("arrivingBefore"))),
        and(isNotNull(deletedAt), lt(deletedAt, bound("removedBefore"))),
      ),
    ),
  ),
);

async function find(
  queries: Pick<Queries, "one">,
  vaultId: VaultId,
  file: AttachmentId,
): Promise<AttachmentRow | null> {
  const row = await queries.one(findOne, { id: file, vaultId });
  return row ? toAttachmentRow(row) : null;
}

async function usesOf(queries: Pick<Queries, "one">, vaultId: VaultId) {
  const [files = 0, bytes = 0] = (await queries.one(inVault, { vaultId })) ?? [];
  const [allFiles = 0, allBytes = 0] = (await queries.one(onServer, {})) ?? [];
  return { vault: { files, bytes }, server: { files: allFiles, bytes: allBytes } };
}

/** Their page is another one for a reader: what they hold was changed. */
const noteInItems = (tx: Transaction, ids: readonly ItemId[], now: number): Promise<number> =>
  tx.run(noteItems, { ids, now });

export function createAttachmentStore(connection: Connection): AttachmentStore {
  const { all, read, write } = connection;
  const writeAs = memberWriter(connection);

  return {
    ...attachmentChunkStore(connection),

    async reserveIds(vaultId, count) {
      return asAttachmentId(await write((tx) => reserveIn(tx, vaultId, { kind: "attachments", count })));
    },

    async insert(scope, row, { keyNumber, now, limits }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const ofItem = { vaultId, itemId: row.itemId };
        if ((await tx.one(findLiveItem, ofItem)) === undefined) return { outcome: "unknown-item" };
        await tx.one(waitForLimit, {});
        const [filesOfItem = 0] = (await tx.one(inItem, ofItem)) ?? [];
        const judged = judgeNewFile(row, now, { filesOfItem, used: await usesOf(tx, vaultId), limits });
        if (judged.outcome === "inserted") await insertFiles(tx, [{ ...judged.row, vaultId }]);
        return judged;
      });
    },

    async list({ vaultId }, { itemId: ofItem } = {}) {
      const found =
        ofItem === undefined
          ? await all(findOfVault, { vaultId })
          : await all(findOfItem, { vaultId, itemId: ofItem });
      return found.map(toAttachmentRow);
    },

    async find({ vaultId }, file) {
      return find(connection, vaultId, file);
    },

    async finish(scope, replacement, { keyNumber, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx): Promise<AttachmentReplaced> => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const row = await find(tx, vaultId, replacement.id);
        if (row === null || !isReadyToFinish(row, replacement)) return { outcome: "conflict" };
        const { id: file, sealRev, sealed, digest } = replacement;
        await tx.run(finish, { vaultId, id: file, sealRev, sealed, digest, now });
        await noteInItems(tx, [row.itemId], now);
        return replacedBy(await find(tx, vaultId, file));
      });
    },

    async replace(scope, replacement, { keyNumber, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx): Promise<AttachmentReplaced> => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const row = await find(tx, vaultId, replacement.id);
        if (row === null || !isReplaceable(row, replacement)) return { outcome: "conflict" };
        const { id: file, sealRev, sealed } = replacement;
        await tx.run(replace, { vaultId, id: file, sealRev, sealed, now });
        await noteInItems(tx, [row.itemId], now);
        return replacedBy(await find(tx, vaultId, file));
      });
    },

    async remove(scope, ids, now) {
      const those = { vaultId: scope.vaultId, ids, now };
      return writeAs(scope, "editor", async (tx) => {
        const removed = await tx.all(remove, those);
        const given = await tx.all(giveUp, those);
        await noteInItems(tx, itemsOf(removed), now);
        return [...removed, ...given].map(([file]) => file);
      });
    },

    async restore(scope, ids, now) {
      return writeAs(scope, "editor", async (tx) => {
        const restored = await tx.all(restore, { vaultId: scope.vaultId, ids, now });
        await noteInItems(tx, itemsOf(restored), now);
        return restored.map(([file]) => file);
      });
    },

    async markErasing(scope, itemIds) {
      return writeAs(scope, "manager", (tx) => tx.run(markTrashed, { vaultId: scope.vaultId, itemIds }));
    },

    async markOverdue({ arrivingBefore, removedBefore }) {
      return write((tx) => tx.run(markOverdue, { arrivingBefore, removedBefore }));
    },

    async use({ vaultId }) {
      return read((queries) => usesOf(queries, vaultId));
    },
  };
}

const itemsOf = (files: readonly (readonly [AttachmentId, ItemId])[]) => files.map(([, of]) => of);
