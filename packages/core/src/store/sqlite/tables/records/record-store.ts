import { and, eq, exists, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { VaultId } from "../../../../ids.ts";
import { sealedKeyNumber } from "../../../../sealed.ts";
import type { StoredRecord } from "../../../rows.ts";
import type { RecordStore } from "../../../store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import { attachments, importBatches } from "../schema/file-schema.ts";
import { categories, items, itemVersions, passkeys, vaults } from "../schema/schema.ts";
import { healthTrends } from "../schema/trend-schema.ts";

/** Tables of sealed records whose rows name their vault themselves. */
const OWN = {
  categories: { table: categories, owner: categories.vaultId },
  items: { table: items, owner: items.vaultId },
  attachments: { table: attachments, owner: attachments.vaultId },
  import_batches: { table: importBatches, owner: importBatches.vaultId },
  health_trends: { table: healthTrends, owner: healthTrends.id },
  // An account has the number of its personal vault.
  passkeys: { table: passkeys, owner: passkeys.userId },
} as const;

const resealed = { sealed: bound("sealed"), sealRev: bound("sealRev") };

export function createRecordStore(connection: Connection): RecordStore {
  const { sqlite, db } = connection;
  const writeAs = quietMemberWriter(connection);
  const isKeyInForce = keyInForce(connection);

  const inOwnTable = (name: keyof typeof OWN) => {
    const { table, owner } = OWN[name];
    const { id, sealRev, sealed } = table;
    return {
      find: (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] =>
        db
          .select({ rowId: id, recordId: id, sealRev, sealed })
          .from(table)
          .where(and(eq(owner, vaultId), isSealedUnder(sealed, keyNumber)))
          .limit(limit)
          .all()
          .map((row) => ({ table: name, ...row })),
      reseal: compile(
        sqlite,
        db
          .update(table)
          .set(resealed)
          .where(stillAs(table, eq(owner, bound("vaultId")))),
      ),
    };
  };
  const versions = {
    find: (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
      const { id, itemId, sealRev, sealed } = itemVersions;
      return db
        .select({
          table: sql<"item_versions">`'item_versions'`,
          rowId: id,
          recordId: itemId,
          sealRev,
          sealed,
        })
        .from(itemVersions)
        .innerJoin(items, and(eq(items.id, itemId), eq(items.vaultId, vaultId)))
        .where(isSealedUnder(sealed, keyNumber))
        .limit(limit)
        .all();
    },
    reseal: compile(
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
  };
  const tables = {
    categories: inOwnTable("categories"),
    items: inOwnTable("items"),
    item_versions: versions,
    attachments: inOwnTable("attachments"),
    import_batches: inOwnTable("import_batches"),
    health_trends: inOwnTable("health_trends"),
    passkeys: inOwnTable("passkeys"),
  } satisfies Record<StoredRecord["table"], unknown>;
  const findSealedUnder = (vaultId: VaultId, keyNumber: number, limit: number): StoredRecord[] => {
    const found: StoredRecord[] = [];
    for (const { find } of Object.values(tables)) {
      if (found.length < limit) found.push(...find(vaultId, keyNumber, limit - found.length));
    }
    return found;
  };

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
            (changed, { table, ...record }) => changed + tables[table].reseal.run({ vaultId, ...record }),
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

/** The key's number is in bytes 1 to 4 of everything sealed, big-endian; SQL counts from 1. */
function isSealedUnder(sealed: SQLiteColumn, keyNumber: number): SQL {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, keyNumber);
  return sql`substr(${sealed}, 2, 4) = ${bytes}`;
}

const stillAs = (
  table: (typeof OWN)[keyof typeof OWN]["table"] | typeof itemVersions,
  isOwn: SQL,
): SQL | undefined => and(eq(table.id, bound("rowId")), eq(table.sealRev, bound("expectedSealRev")), isOwn);
