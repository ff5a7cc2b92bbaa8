import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { asVersionId, type ItemId, type VaultId, type VersionId } from "../../../../ids.ts";
import type { NewVersion } from "../../../import-batch-store.ts";
import type { ItemStore } from "../../../store.ts";
import { isSeen } from "../attachments/attachment-columns.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { memberWriter } from "../base/member-writer.ts";
import { attachments } from "../schema/file-schema.ts";
import { items, itemVersions } from "../schema/schema.ts";

/** Answers a function that copies an item's record, as it is before its replacement, into its kept versions, and drops the oldest. */
export function versionKeeper({
  sqlite,
  db,
  reserveIn,
}: Connection): (
  of: { readonly vaultId: VaultId; readonly itemId: ItemId },
  now: number,
  keepVersions: number,
) => VersionId | null {
  const { id, sealed, sealRev, writtenAt } = items;
  const keep = compile(
    sqlite,
    db.insert(itemVersions).select(
      db
        .select({
          id: sql<number>`${bound("versionId")}`.as("version_id"),
          itemId: id,
          sealRev,
          createdAt: writtenAt,
          replacedAt: sql<number>`${bound("now")}`.as("now"),
          sealed,
          arrivedAt: sql<null>`NULL`.as("arrived_at"),
        })
        .from(items)
        .where(eq(id, bound("itemId"))),
    ),
  );
  const oldest = db
    .select({ id: itemVersions.id })
    .from(itemVersions)
    .where(eq(itemVersions.itemId, bound("itemId")))
    .orderBy(...latestFirst)
    .limit(ALL_THE_REST)
    .offset(sql.placeholder("keepVersions"));
  const dropOldest = compile(sqlite, db.delete(itemVersions).where(inArray(itemVersions.id, oldest)));
  return ({ vaultId, itemId }, now, keepVersions) => {
    const versionId = keepVersions > 0 ? asVersionId(reserveIn(vaultId, "item_versions", 1)) : null;
    if (versionId !== null) keep.run({ itemId, now, versionId });
    dropOldest.run({ itemId, keepVersions });
    return versionId;
  };
}

/** Answers a function that adds versions with their own instants, which are kept from `now` on. */
export function versionAdder({ sqlite, db, reserveIn }: Connection) {
  const insert = compile(
    sqlite,
    db.insert(itemVersions).values({
      id: bound("id"),
      itemId: bound("itemId"),
      sealRev: bound("sealRev"),
      createdAt: bound("createdAt"),
      replacedAt: bound("replacedAt"),
      sealed: bound("sealed"),
      arrivedAt: bound("now"),
    }),
  );
  return (vaultId: VaultId, itemId: ItemId, versions: readonly NewVersion[], now: number) => {
    if (versions.length === 0) return;
    const first = reserveIn(vaultId, "item_versions", versions.length);
    for (const [at, { sealed, sealRev, createdAt, replacedAt }] of versions.entries())
      insert.run({ id: first + at, itemId, sealRev, createdAt, replacedAt, sealed, now });
  };
}

/** SQL takes no offset without a limit. */
const ALL_THE_REST = 1_000_000_000;

/** An import adds older ones behind newer ones. */
const latestFirst = [desc(itemVersions.replacedAt), desc(itemVersions.id)];

type VersionMethods = "versions" | "findVersion" | "forgetVersions" | "eraseVersionsBefore";

export function itemVersionHistory(connection: Connection): Pick<ItemStore, VersionMethods> {
  const { db, write } = connection;
  const writeAs = memberWriter(connection);
  const append = eventWriter(connection);
  const { id, itemId: ofItem, sealRev, createdAt, replacedAt, arrivedAt, sealed } = itemVersions;
  const columns = { id, itemId: ofItem, sealRev, createdAt, replacedAt, sealed };
  const kept = (vaultId: VaultId, itemId: ItemId) =>
    db
      .select(columns)
      .from(itemVersions)
      .innerJoin(items, and(eq(items.id, itemVersions.itemId), eq(items.vaultId, vaultId)))
      .where(eq(itemVersions.itemId, itemId))
      .orderBy(...latestFirst)
      .$dynamic();

  return {
    async versions(scope, itemId) {
      const { vaultId } = scope;
      return kept(vaultId, itemId).all();
    },

    async findVersion(scope, itemId, versionId) {
      const { vaultId } = scope;
      return (
        kept(vaultId, itemId)
          .where(and(eq(ofItem, itemId), eq(id, versionId)))
          .get() ?? null
      );
    },

    async forgetVersions(scope, itemId, now) {
      const { vaultId } = scope;
      return writeAs(
        scope,
        "manager",
        () => {
          const owned = db
            .select({ id: items.id })
            .from(items)
            .where(and(eq(items.id, itemId), eq(items.vaultId, vaultId)))
            .get();
          if (owned === undefined) return 0;
          const forgotten = db.delete(itemVersions).where(eq(ofItem, itemId)).run().changes;
          const removedFiles = db
            .update(attachments)
            .set({ state: "erasing" })
            .where(
              and(
                eq(attachments.vaultId, vaultId),
                eq(attachments.itemId, itemId),
                isNotNull(attachments.deletedAt),
                isSeen,
              ),
            )
            .run().changes;
          if (forgotten + removedFiles > 0) append(scope.userId, "history-forgotten", now);
          return forgotten;
        },
        "essential",
      );
    },

    async eraseVersionsBefore(cutoff, limit) {
      const old = db
        .select({ id })
        .from(itemVersions)
        .where(or(and(isNull(arrivedAt), lt(replacedAt, cutoff)), lt(arrivedAt, cutoff)))
        .limit(limit);
      return write(() => db.delete(itemVersions).where(inArray(id, old)).run().changes, "essential");
    },
  };
}
