import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { type AttachmentId, asAttachmentId, type ItemId, type VaultId } from "../../../../ids.ts";
import type { AttachmentRow, AttachmentStore } from "../../../attachment-store.ts";
import { isReadyToFinish, isReplaceable, judgeNewFile, replacedBy } from "../../../rows/attachment-rows.ts";
import { bound, type Connection, compile, isOneOf, isOwnAmong } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import { attachments } from "../schema/file-schema.ts";
import { items } from "../schema/schema.ts";
import { attachmentChunkStore } from "./attachment-chunk-store.ts";
import { attachmentColumns, isSeen } from "./attachment-columns.ts";

const nextRevision = sql`${attachments.revision} + 1`;

export function createAttachmentStore(connection: Connection): AttachmentStore {
  const { sqlite, db, write, snapshot, reserveIn } = connection;
  const writeAs = memberWriter(connection);
  const isKeyInForce = keyInForce(connection);

  const find = (vaultId: VaultId, id: AttachmentId): AttachmentRow | null =>
    db
      .select(attachmentColumns)
      .from(attachments)
      .where(and(eq(attachments.id, id), eq(attachments.vaultId, vaultId), isSeen))
      .get() ?? null;
  const sums = {
    files: sql<number>`count(*)`,
    bytes: sql<number>`coalesce(sum(${attachments.bytes}), 0)`,
  };
  const inVault = compile<[files: number, bytes: number]>(
    sqlite,
    db
      .select(sums)
      .from(attachments)
      .where(eq(attachments.vaultId, bound("vaultId"))),
  );
  const onServer = compile<[files: number, bytes: number]>(sqlite, db.select(sums).from(attachments));
  const inItem = compile<[files: number]>(
    sqlite,
    db
      .select({ files: sql<number>`count(*)` })
      .from(attachments)
      .where(and(eq(attachments.vaultId, bound("vaultId")), eq(attachments.itemId, bound("itemId")))),
  );
  const isLiveItem = (vaultId: VaultId, id: ItemId): boolean =>
    db
      .select({ id: items.id })
      .from(items)
      .where(and(eq(items.id, id), eq(items.vaultId, vaultId), isNull(items.deletedAt)))
      .get() !== undefined;
  /** Their page is another one for a reader: what they hold was changed. */
  const noteInItems = (itemIds: readonly ItemId[], now: number): void => {
    db.update(items)
      .set({ revision: sql`${items.revision} + 1`, updatedAt: now })
      .where(isOneOf(items.id, itemIds))
      .run();
  };
  const usesOf = (vaultId: VaultId) => {
    const [files = 0, bytes = 0] = inVault.get({ vaultId }) ?? [];
    const [allFiles = 0, allBytes = 0] = onServer.get({}) ?? [];
    return { vault: { files, bytes }, server: { files: allFiles, bytes: allBytes } };
  };

  return {
    ...attachmentChunkStore(connection),

    async reserveIds(vaultId, count) {
      return asAttachmentId(write(() => reserveIn(vaultId, "attachments", count)));
    },

    async insert(scope, row, { keyNumber, now, limits }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        if (!isLiveItem(vaultId, row.itemId)) return { outcome: "unknown-item" };
        const [filesOfItem = 0] = inItem.get({ vaultId, itemId: row.itemId }) ?? [];
        const judged = judgeNewFile(row, now, { filesOfItem, used: usesOf(vaultId), limits });
        if (judged.outcome === "inserted")
          db.insert(attachments)
            .values({ ...judged.row, vaultId })
            .run();
        return judged;
      });
    },

    async list({ vaultId }, { itemId } = {}) {
      const own = and(eq(attachments.vaultId, vaultId), isSeen);
      return db
        .select(attachmentColumns)
        .from(attachments)
        .where(itemId === undefined ? own : and(own, eq(attachments.itemId, itemId)))
        .orderBy(asc(attachments.id))
        .all();
    },

    async find({ vaultId }, id) {
      return find(vaultId, id);
    },

    async finish(scope, replacement, { keyNumber, now }) {
      const { id, sealRev, sealed, digest } = replacement;
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const row = find(vaultId, id);
        if (row === null || !isReadyToFinish(row, replacement)) return { outcome: "conflict" };
        db.update(attachments)
          .set({ state: "ready", digest, sealed, sealRev, updatedAt: now, revision: nextRevision })
          .where(eq(attachments.id, id))
          .run();
        noteInItems([row.itemId], now);
        return replacedBy(find(vaultId, id));
      });
    },

    async replace(scope, replacement, { keyNumber, now }) {
      const { id, sealRev, sealed } = replacement;
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const row = find(vaultId, id);
        if (row === null || !isReplaceable(row, replacement)) return { outcome: "conflict" };
        db.update(attachments)
          .set({ sealed, sealRev, updatedAt: now, revision: nextRevision })
          .where(eq(attachments.id, id))
          .run();
        noteInItems([row.itemId], now);
        return replacedBy(find(vaultId, id));
      });
    },

    async remove(scope, ids, now) {
      const own = and(isOwnAmong(attachments, scope.vaultId, ids), isNull(attachments.deletedAt));
      const changed = { revision: nextRevision, updatedAt: now };
      return writeAs(
        scope,
        "editor",
        () => {
          const removed = db
            .update(attachments)
            .set({ ...changed, deletedAt: now })
            .where(and(own, eq(attachments.state, "ready")))
            .returning({ id: attachments.id, itemId: attachments.itemId })
            .all();
          const given = db
            .update(attachments)
            .set({ ...changed, state: "erasing" })
            .where(and(own, eq(attachments.state, "arriving")))
            .returning({ id: attachments.id })
            .all();
          noteInItems(
            removed.map(({ itemId }) => itemId),
            now,
          );
          return [...removed, ...given].map(({ id }) => id);
        },
        "essential",
      );
    },

    async restore(scope, ids, now) {
      return writeAs(scope, "editor", () => {
        const restored = db
          .update(attachments)
          .set({ deletedAt: null, updatedAt: now, revision: nextRevision })
          .where(
            and(
              isOwnAmong(attachments, scope.vaultId, ids),
              eq(attachments.state, "ready"),
              isNotNull(attachments.deletedAt),
            ),
          )
          .returning({ id: attachments.id, itemId: attachments.itemId })
          .all();
        noteInItems(
          restored.map(({ itemId }) => itemId),
          now,
        );
        return restored.map(({ id }) => id);
      });
    },

    async markErasing(scope, itemIds) {
      const trashed = db
        .select({ id: items.id })
        .from(items)
        .where(and(isOwnAmong(items, scope.vaultId, itemIds), isNotNull(items.deletedAt)));
      return writeAs(
        scope,
        "manager",
        () =>
          db
            .update(attachments)
            .set({ state: "erasing" })
            .where(and(eq(attachments.vaultId, scope.vaultId), isSeen, inArray(attachments.itemId, trashed)))
            .run().changes,
        "essential",
      );
    },

    async markOverdue({ arrivingBefore, removedBefore }) {
      const overdue = or(
        and(eq(attachments.state, "arriving"), lt(attachments.createdAt, arrivingBefore)),
        and(isNotNull(attachments.deletedAt), lt(attachments.deletedAt, removedBefore)),
      );
      return write(
        () =>
          db
            .update(attachments)
            .set({ state: "erasing" })
            .where(and(ne(attachments.state, "erasing"), overdue))
            .run().changes,
        "essential",
      );
    },

    async use({ vaultId }) {
      return snapshot(() => usesOf(vaultId));
    },
  };
}
