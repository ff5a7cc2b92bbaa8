import { and, eq, inArray, isNull } from "drizzle-orm";
import type { CategoryId, ItemId, VaultId } from "../../../../ids.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import type { ItemStore } from "../../../store.ts";
import { type Connection, isOwnAmong } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import { attachments } from "../schema/file-schema.ts";
import { categories, items, itemVersions } from "../schema/schema.ts";
import { isInTrash, isLive, nextRevision } from "./item-columns.ts";
import { versionAdder, versionKeeper } from "./item-versions.ts";

export function itemMerges(connection: Connection): Pick<ItemStore, "merge" | "unmerge"> {
  const { db } = connection;
  const writeAs = memberWriter(connection);
  const isKeyInForce = keyInForce(connection);
  const copyToVersions = versionKeeper(connection);
  const addVersions = versionAdder(connection);

  const { id, revision, sealRev } = items;
  const seen = (vaultId: VaultId, ids: readonly ItemId[], state: typeof isLive) =>
    db
      .select({ id, revision, sealRev })
      .from(items)
      .where(and(isOwnAmong(items, vaultId, ids), state))
      .all();
  const isLiveCategory = (vaultId: VaultId, categoryId: CategoryId) =>
    db
      .select({ id: categories.id })
      .from(categories)
      .where(
        and(eq(categories.vaultId, vaultId), eq(categories.id, categoryId), isNull(categories.deletedAt)),
      )
      .get() !== undefined;
  // One that arrives is bound to an upload: it stays where it is, and goes with the trash.
  const filesOf = (vaultId: VaultId, ids: readonly ItemId[]) =>
    db
      .select({ id: attachments.id, from: attachments.itemId })
      .from(attachments)
      .where(
        and(
          eq(attachments.vaultId, vaultId),
          inArray(attachments.itemId, [...ids]),
          eq(attachments.state, "ready"),
        ),
      )
      .all();
  const setItem = (itemId: ItemId, change: Partial<typeof items.$inferInsert>) =>
    db
      .update(items)
      .set({ ...change, revision: nextRevision })
      .where(eq(items.id, itemId))
      .run();

  return {
    async merge(scope, { kept, others }, { keyNumber, now, keepVersions, filesAnItem }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const wanted = [kept, ...others.map((other) => ({ ...other, sealRev: 0 }))];
        const ids = wanted.map((row) => row.id);
        const late = conflictsAmong(wanted, seen(vaultId, ids, isLive));
        if (late.length > 0) return { outcome: "conflict", ids: late };
        if (kept.categoryId !== undefined && !isLiveCategory(vaultId, kept.categoryId))
          return { outcome: "conflict", ids: [kept.id] };
        const files = filesOf(vaultId, ids);
        if (files.length > filesAnItem) return { outcome: "too-many-files" };

        if (kept.dropped.length > 0)
          db.delete(itemVersions)
            .where(and(eq(itemVersions.itemId, kept.id), inArray(itemVersions.id, [...kept.dropped])))
            .run();
        addVersions(vaultId, kept.id, kept.versions, now);
        const versionId = copyToVersions({ vaultId, itemId: kept.id }, now, keepVersions);
        setItem(kept.id, {
          sealed: kept.sealed,
          sealRev: kept.sealRev,
          updatedAt: now,
          writtenAt: now,
          ...(kept.categoryId !== undefined && { categoryId: kept.categoryId }),
        });
        const moved = files.filter(({ from }) => from !== kept.id);
        if (moved.length > 0)
          db.update(attachments)
            .set({ itemId: kept.id })
            .where(inArray(attachments.id, idsOf(moved)))
            .run();
        for (const other of others) setItem(other.id, { deletedAt: now, updatedAt: now });
        return { outcome: "merged", revision: kept.expectedRevision + 1, versionId, files: moved };
      });
    },

    async unmerge(scope, { kept, others }, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const late = [
          ...conflictsAmong([kept], seen(vaultId, [kept.id], isLive)),
          ...conflictsAmong(
            others.map((other) => ({ ...other, sealRev: 0 })),
            seen(vaultId, idsOf(others), isInTrash),
          ),
        ];
        if (late.length > 0) return { outcome: "conflict", ids: late };

        copyToVersions({ vaultId, itemId: kept.id }, now, keepVersions);
        setItem(kept.id, {
          sealed: kept.sealed,
          sealRev: kept.sealRev,
          updatedAt: now,
          writtenAt: now,
          ...(kept.leavesCategory && { categoryId: null }),
        });
        for (const other of others) {
          setItem(other.id, { deletedAt: null, updatedAt: now });
          const files = and(
            eq(attachments.vaultId, vaultId),
            eq(attachments.itemId, kept.id),
            inArray(attachments.id, [...other.files]),
          );
          if (other.files.length > 0) db.update(attachments).set({ itemId: other.id }).where(files).run();
        }
        return { outcome: "unmerged" };
      });
    },
  };
}

const idsOf = <Id>(rows: readonly { readonly id: Id }[]): Id[] => rows.map((row) => row.id);
