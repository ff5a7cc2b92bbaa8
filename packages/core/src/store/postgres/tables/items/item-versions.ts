import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { asVersionId, type ItemId, type VaultId, type VersionId } from "../../../../ids.ts";
import type { NewVersion } from "../../../import-batch-store.ts";
import type { ItemVersionRow } from "../../../rows.ts";
import type { ItemStore } from "../../../store.ts";
import { isSeen } from "../attachments/attachment-columns.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { insertInto, overGivenRows } from "../base/given-rows.ts";
import { memberWriter } from "../base/member-writer.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { bound, build, compile, inNobodysHand, isOneOf } from "../base/statements.ts";
import { attachments } from "../schema/file-schema.ts";
import { items, itemVersions } from "../schema/schema.ts";

const { id, itemId: ofItem, sealRev, createdAt, replacedAt, arrivedAt, sealed } = itemVersions;

/** An import adds older ones behind newer ones. */
const latestFirst = [desc(replacedAt), desc(id)];

const keep = overGivenRows({ versionId: id, itemId: ofItem }, (rows, value) =>
  build.insert(itemVersions).select(
    build
      .select({
        id: sql<VersionId>`${value.versionId}`.as("version_id"),
        itemId: items.id,
        sealRev: items.sealRev,
        createdAt: items.writtenAt,
        replacedAt: sql<number>`${bound("now")}::bigint`.as("now"),
        sealed: items.sealed,
        arrivedAt: sql<null>`NULL::bigint`.as("arrived_at"),
      })
      .from(items)
      .innerJoin(rows, eq(items.id, value.itemId)),
  ),
);
const dropOldest = compile(
  sql`DELETE FROM ${itemVersions} WHERE ${id} IN (
      SELECT id FROM (
        SELECT ${id} AS id, row_number() OVER (PARTITION BY ${ofItem} ORDER BY ${sql.join(latestFirst, sql`, `)}) AS place
        FROM ${itemVersions} WHERE ${isOneOf(ofItem, bound("ids"))}
      ) AS placed WHERE place > ${bound("keepVersions")}::bigint
    )`,
);

/**
 * Copies the current records of items into their kept versions, before they are replaced, and drops the oldest. Answers the
 * ids of the versions, in the order of the items; nulls where none are kept.
 */
export async function copyToVersions(
  tx: Transaction,
  of: { readonly vaultId: VaultId; readonly ids: readonly ItemId[] },
  { now, keepVersions }: { readonly now: number; readonly keepVersions: number },
): Promise<(VersionId | null)[]> {
  const { vaultId, ids } = of;
  if (ids.length === 0) return [];
  const first =
    keepVersions > 0 ? await reserveIn(tx, vaultId, { kind: "item_versions", count: ids.length }) : null;
  const kept = ids.map((itemId, at) => ({
    itemId,
    versionId: first === null ? null : asVersionId(first + at),
  }));
  if (first !== null)
    await keep(
      tx,
      kept.flatMap(({ itemId, versionId }) => (versionId === null ? [] : { itemId, versionId })),
      { now },
    );
  await tx.run(dropOldest, { ids, keepVersions });
  return kept.map(({ versionId }) => versionId);
}

const insertVersions = insertInto(itemVersions);

/** Adds versions with their own instants, which are kept from `now` on. */
export async function addVersions(
  tx: Transaction,
  vaultId: VaultId,
  {
    added,
    now,
  }: {
    readonly added: readonly { readonly itemId: ItemId; readonly version: NewVersion }[];
    readonly now: number;
  },
): Promise<void> {
  if (added.length === 0) return;
  const first = await reserveIn(tx, vaultId, { kind: "item_versions", count: added.length });
  await insertVersions(
    tx,
    added.map(({ itemId, version }, at) => ({
      ...version,
      id: asVersionId(first + at),
      itemId,
      arrivedAt: now,
    })),
  );
}

const dropThese = overGivenRows(
  { itemId: ofItem, id },
  (rows, value) =>
    sql`DELETE FROM ${itemVersions} USING ${rows} WHERE ${id} = ${value.id} AND ${ofItem} = ${value.itemId}`,
);

/** Versions that are one too many. */
export const dropVersions = (
  tx: Transaction,
  dropped: readonly { readonly itemId: ItemId; readonly id: VersionId }[],
): Promise<number> => dropThese(tx, dropped);

type VersionTuple = [
  id: VersionId,
  itemId: ItemId,
  sealed: ItemVersionRow["sealed"],
  sealRev: number,
  createdAt: number,
  replacedAt: number,
];
const kept = () =>
  build
    .select({ id, itemId: ofItem, sealed, sealRev, createdAt, replacedAt })
    .from(itemVersions)
    .innerJoin(items, and(eq(items.id, ofItem), eq(items.vaultId, bound("vaultId"))))
    .orderBy(...latestFirst)
    .$dynamic();
const isOfItem = eq(ofItem, bound("itemId"));
const findAll = compile<VersionTuple>(kept().where(isOfItem));
const findOne = compile<VersionTuple>(kept().where(and(isOfItem, eq(id, bound("versionId")))));
const toVersion = (row: VersionTuple): ItemVersionRow => ({
  id: row[0],
  itemId: row[1],
  sealed: row[2],
  sealRev: row[3],
  createdAt: row[4],
  replacedAt: row[5],
});

const forget = compile(
  build.delete(itemVersions).where(
    inArray(
      ofItem,
      build
        .select({ id: items.id })
        .from(items)
        .where(and(eq(items.id, bound("itemId")), eq(items.vaultId, bound("vaultId")))),
    ),
  ),
);
const eraseRemovedFiles = compile(
  build
    .update(attachments)
    .set({ state: "erasing" })
    .where(
      and(
        eq(attachments.vaultId, bound("vaultId")),
        eq(attachments.itemId, bound("itemId")),
        isNotNull(attachments.deletedAt),
        isSeen,
      ),
    ),
);
const eraseOld = compile(
  build
    .delete(itemVersions)
    .where(
      inNobodysHand(
        id,
        or(and(isNull(arrivedAt), lt(replacedAt, bound("cutoff"))), lt(arrivedAt, bound("cutoff"))),
        sql.placeholder("limit"),
      ),
    ),
);

type VersionMethods = "versions" | "findVersion" | "forgetVersions" | "eraseVersionsBefore";

export function itemVersionHistory(connection: Connection): Pick<ItemStore, VersionMethods> {
  const { one, all, write } = connection;
  const writeAs = memberWriter(connection);
  return {
    async versions({ vaultId }, itemId) {
      return (await all(findAll, { vaultId, itemId })).map(toVersion);
    },

    async findVersion({ vaultId }, itemId, versionId) {
      const row = await one(findOne, { vaultId, itemId, versionId });
      return row ? toVersion(row) : null;
    },

    async forgetVersions(scope, itemId, now) {
      const { vaultId, userId } = scope;
      return writeAs(scope, "manager", async (tx) => {
        const forgotten = await tx.run(forget, { vaultId, itemId });
        const removedFiles = await tx.run(eraseRemovedFiles, { vaultId, itemId });
        if (forgotten + removedFiles > 0)
          await appendEvent(tx, userId, { kind: "history-forgotten", at: now });
        return forgotten;
      });
    },

    async eraseVersionsBefore(cutoff, limit) {
      return write((tx) => tx.run(eraseOld, { cutoff, limit }));
    },
  };
}
