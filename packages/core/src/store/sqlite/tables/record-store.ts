import { and, eq, exists, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { VaultId } from "../../../ids.ts";
import { sealedKeyNumber } from "../../../sealed.ts";
import type { StoredRecord } from "../../rows.ts";
import type { RecordStore } from "../../store.ts";
import { bound, type Connection, compile } from "./connection.ts";
import { attachments, importBatches } from "./file-schema.ts";
import { keyInForce } from "./key-in-force.ts";
import { quietMemberWriter } from "./member-writer.ts";
import { categories, items, itemVersions, vaults } from "./schema.ts";
import { healthTrends } from "./trend-schema.ts";

export function createRecordStore(connection: Connection): RecordStore {
  const { sqlite, db } = connection;
  const writeAs = quietMemberWriter(connection);
  const isKeyInForce = keyInForce(connection);

  const findSealedUnder = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const found: StoredRecord[] = [];
    for (const find of [inCategories, inItems, inVersions, inAttachments, inImports, inTrends]) {
      if (found.length < limit) found.push(...find(vaultId, keyNumber, limit - found.length));
    }
    return found;
  };
  const inCategories = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, sealRev, sealed } = categories;
    return db
      .select({ table: sql<"categories">`'categories'`, rowId: id, recordId: id, sealRev, sealed })
      .from(categories)
      .where(and(eq(categories.vaultId, vaultId), isSealedUnder(sealed, keyNumber)))
      .limit(limit)
      .all();
  };
  const inItems = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, sealRev, sealed } = items;
    return db
      .select({ table: sql<"items">`'items'`, rowId: id, recordId: id, sealRev, sealed })
      .from(items)
      .where(and(eq(items.vaultId, vaultId), isSealedUnder(sealed, keyNumber)))
      .limit(limit)
      .all();
  };
  const inVersions = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, itemId, sealRev, sealed } = itemVersions;
    return db
      .select({ table: sql<"item_versions">`'item_versions'`, rowId: id, recordId: itemId, sealRev, sealed })
      .from(itemVersions)
      .innerJoin(items, and(eq(items.id, itemId), eq(items.vaultId, vaultId)))
      .where(isSealedUnder(sealed, keyNumber))
      .limit(limit)
      .all();
  };

  const inAttachments = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, sealRev, sealed } = attachments;
    return db
      .select({ table: sql<"attachments">`'attachments'`, rowId: id, recordId: id, sealRev, sealed })
      .from(attachments)
      .where(and(eq(attachments.vaultId, vaultId), isSealedUnder(sealed, keyNumber)))
      .limit(limit)
      .all();
  };

  const inImports = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, sealRev, sealed } = importBatches;
    return db
      .select({ table: sql<"import_batches">`'import_batches'`, rowId: id, recordId: id, sealRev, sealed })
      .from(importBatches)
      .where(and(eq(importBatches.vaultId, vaultId), isSealedUnder(sealed, keyNumber)))
      .limit(limit)
      .all();
  };

  const inTrends = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const { id, sealRev, sealed } = healthTrends;
    return db
      .select({ table: sql<"health_trends">`'health_trends'`, rowId: id, recordId: id, sealRev, sealed })
      .from(healthTrends)
      .where(and(eq(id, vaultId), isSealedUnder(sealed, keyNumber)))
      .limit(limit)
      .all();
  };

  const resealed = { sealed: bound("sealed"), sealRev: bound("sealRev") };
  const resealIn = {
    categories: compile(
      sqlite,
      db
        .update(categories)
        .set(resealed)
        .where(stillAs(categories, eq(categories.vaultId, bound("vaultId")))),
    ),
    items: compile(
      sqlite,
      db
        .update(items)
        .set(resealed)
        .where(stillAs(items, eq(items.vaultId, bound("vaultId")))),
    ),
    attachments: compile(
      sqlite,
      db
        .update(attachments)
        .set(resealed)
        .where(stillAs(attachments, eq(attachments.vaultId, bound("vaultId")))),
    ),
    import_batches: compile(
      sqlite,
      db
        .update(importBatches)
        .set(resealed)
        .where(stillAs(importBatches, eq(importBatches.vaultId, bound("vaultId")))),
    ),
    health_trends: compile(
      sqlite,
      db
        .update(healthTrends)
        .set(resealed)
        .where(stillAs(healthTrends, eq(healthTrends.id, bound("vaultId")))),
    ),
    item_versions: compile(
      sqlite,
      db
        .update(itemVersions)
        .set(resealed)
        .where(
          stillAs(
            itemVersions,
            exists(
              db
                .select({ id: items.id })
                .from(items)
                .where(and(eq(items.id, itemVersions.itemId), eq(items.vaultId, bound("vaultId")))),
            ),
          ),
        ),
    ),
  } satisfies Record<StoredRecord["table"], unknown>;

  return {
    async findSealedUnder(scope, keyNumber, limit) {
      const { vaultId } = scope;
      return findSealedUnder(vaultId, keyNumber, limit);
    },

    async reseal(scope, records) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () =>
        records
          .filter(({ sealed }) => isKeyInForce(vaultId, sealedKeyNumber(sealed)))
          .reduce(
            (changed, { table, ...record }) => changed + resealIn[table].run({ vaultId, ...record }),
            0,
          ),
      );
    },

    async dropPreviousKey(scope, previousKeyNumber) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (findSealedUnder(vaultId, previousKeyNumber, 1).length > 0) return false;
        // Another renewal may have begun in between; the key that it keeps has another number.
        const renewing = and(eq(vaults.id, vaultId), isSealedUnder(vaults.previousKey, previousKeyNumber));
        return db.update(vaults).set({ previousKey: null }).where(renewing).run().changes > 0;
      });
    },
  };
}

/** The key's number stands in bytes 1 to 4 of everything sealed, big-endian; SQL counts from 1. */
function isSealedUnder(sealed: SQLiteColumn, keyNumber: number): SQL {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, keyNumber);
  return sql`substr(${sealed}, 2, 4) = ${bytes}`;
}

const stillAs = (
  table:
    | typeof categories
    | typeof items
    | typeof itemVersions
    | typeof attachments
    | typeof importBatches
    | typeof healthTrends,
  isOwn: SQL,
): SQL | undefined => and(eq(table.id, bound("rowId")), eq(table.sealRev, bound("expectedSealRev")), isOwn);
