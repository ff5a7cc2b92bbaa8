import { and, eq, isNull, sql } from "drizzle-orm";
import type { AttachmentId, CategoryId, ItemId } from "../../../../ids.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import { bound, build, compile, isOneOf } from "../base/statements.ts";
import { attachments } from "../schema/file-schema.ts";
import { categories, items } from "../schema/schema.ts";
import { findSeen, isInTrash, isLive, nextRevision, toSeen } from "./item-columns.ts";
import { addVersions, copyToVersions, dropVersions } from "./item-versions.ts";

const seenLive = findSeen(isLive);
const seenInTrash = findSeen(isInTrash);
const findLiveCategory = compile<[id: CategoryId]>(
  build
    .select({ id: categories.id })
    .from(categories)
    .where(
      and(
        eq(categories.vaultId, bound("vaultId")),
        eq(categories.id, bound("categoryId")),
        isNull(categories.deletedAt),
      ),
    ),
);
// One that arrives is bound to an upload: it stays where it is, and goes with the trash.
const findFiles = compile<[id: AttachmentId, from: ItemId]>(
  build
    .select({ id: attachments.id, from: attachments.itemId })
    .from(attachments)
    .where(
      and(
        eq(attachments.vaultId, bound("vaultId")),
        isOneOf(attachments.itemId, bound("ids")),
        eq(attachments.state, "ready"),
      ),
    ),
);
const moveFiles = compile(
  build
    .update(attachments)
    .set({ itemId: bound("to") })
    .where(
      and(
        eq(attachments.vaultId, bound("vaultId")),
        isOneOf(attachments.itemId, bound("from")),
        isOneOf(attachments.id, bound("files")),
      ),
    ),
);
const changed = { updatedAt: sql<number>`${bound("now")}::bigint`, revision: nextRevision };
const isThis = eq(items.id, bound("id"));
const rewrite = compile(
  build
    .update(items)
    .set({
      ...changed,
      writtenAt: bound("now"),
      sealed: bound("sealed"),
      sealRev: bound("sealRev"),
    })
    .where(isThis),
);
const setCategory = compile(
  build
    .update(items)
    .set({ categoryId: bound("categoryId") })
    .where(isThis),
);
const setDeleted = compile(
  build
    .update(items)
    .set({ ...changed, deletedAt: bound("deletedAt") })
    .where(isOneOf(items.id, bound("ids"))),
);

export function itemMerges(connection: Connection): Pick<ItemStore, "merge" | "unmerge"> {
  const writeAs = memberWriter(connection);
  return {
    async merge(scope, { kept, others }, { keyNumber, now, keepVersions, filesAnItem }) {
      const { vaultId } = scope;
      const { id, sealed, sealRev, categoryId } = kept;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const wanted = [kept, ...others.map((other) => ({ ...other, sealRev: 0 }))];
        const ids = idsOf(wanted);
        const late = conflictsAmong(wanted, (await tx.all(seenLive, { vaultId, ids })).map(toSeen));
        if (late.length > 0) return { outcome: "conflict", ids: late };
        if (categoryId !== undefined && !(await tx.one(findLiveCategory, { vaultId, categoryId })))
          return { outcome: "conflict", ids: [id] };
        const files = (await tx.all(findFiles, { vaultId, ids })).map(([file, from]) => ({ id: file, from }));
        if (files.length > filesAnItem) return { outcome: "too-many-files" };

        await dropVersions(
          tx,
          kept.dropped.map((version) => ({ itemId: id, id: version })),
        );
        await addVersions(tx, vaultId, {
          added: kept.versions.map((version) => ({ itemId: id, version })),
          now,
        });
        const [versionId = null] = await copyToVersions(tx, { vaultId, ids: [id] }, { now, keepVersions });
        await tx.run(rewrite, { id, sealed, sealRev, now });
        if (categoryId !== undefined) await tx.run(setCategory, { id, categoryId });
        const moved = files.filter(({ from }) => from !== id);
        await tx.run(moveFiles, { vaultId, from: idsOf(others), files: idsOf(moved), to: id });
        await tx.run(setDeleted, { ids: idsOf(others), deletedAt: now, now });
        return { outcome: "merged", revision: kept.expectedRevision + 1, versionId, files: moved };
      });
    },

    async unmerge(scope, { kept, others }, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      const { id, sealed, sealRev } = kept;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const ids = idsOf(others);
        const late = [
          ...conflictsAmong([kept], (await tx.all(seenLive, { vaultId, ids: [id] })).map(toSeen)),
          ...conflictsAmong(
            others.map((other) => ({ ...other, sealRev: 0 })),
            (await tx.all(seenInTrash, { vaultId, ids })).map(toSeen),
          ),
        ];
        if (late.length > 0) return { outcome: "conflict", ids: late };

        await copyToVersions(tx, { vaultId, ids: [id] }, { now, keepVersions });
        await tx.run(rewrite, { id, sealed, sealRev, now });
        if (kept.leavesCategory) await tx.run(setCategory, { id, categoryId: null });
        await tx.run(setDeleted, { ids, deletedAt: null, now });
        for (const other of others)
          if (other.files.length > 0)
            await tx.run(moveFiles, { vaultId, from: [id], files: other.files, to: other.id });
        return { outcome: "unmerged" };
      });
    },
  };
}

const idsOf = <Id>(rows: readonly { readonly id: Id }[]): Id[] => rows.map((row) => row.id);
