import { and, eq, exists, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { VaultId } from "../../../../ids.ts";
import { sealedKeyNumber } from "../../../../sealed.ts";
import { RECORD_TABLES } from "../../../inspection.ts";
import type { StoredRecord } from "../../../rows.ts";
import type { RecordStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { overGivenRows } from "../base/given-rows.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import type { Queries } from "../base/queries.ts";
import { bound, build, compile } from "../base/statements.ts";
import { attachments, importBatches } from "../schema/file-schema.ts";
import { categories, items, itemVersions, passkeys, vaults } from "../schema/schema.ts";
import { healthTrends } from "../schema/trend-schema.ts";

type Table =
  | typeof categories
  | typeof items
  | typeof itemVersions
  | typeof attachments
  | typeof importBatches
  | typeof healthTrends
  | typeof passkeys;
type RecordTuple = [rowId: number, recordId: number, sealRev: number, sealed: StoredRecord["sealed"]];

/** Bytes 1 to 4 of everything sealed are the key's number, big-endian; SQL counts from 1. */
const isSealedUnder = (sealed: AnyPgColumn): SQL =>
  sql`substring(${sealed} FROM 2 FOR 4) = ${bound("keyNumber")}::bytea`;

function numberAsSealed(keyNumber: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, keyNumber);
  return bytes;
}

/** @param recordId the id that the seal binds. @param isOwn whether a row is the vault's. */
function sealedIn(table: Table, recordId: AnyPgColumn, isOwn: SQL) {
  const { id, sealRev, sealed } = table;
  const rowId: AnyPgColumn = id;
  return {
    find: compile<RecordTuple>(
      build
        .select({ rowId, recordId: sql`${recordId}`.as("record_id"), sealRev, sealed })
        .from(table)
        .where(and(isOwn, isSealedUnder(sealed)))
        .limit(sql.placeholder("limit")),
    ),
    reseal: overGivenRows({ rowId, expected: sealRev, sealRev, sealed }, (rows, value) =>
      build
        .update(table)
        .set({ sealed: value.sealed, sealRev: value.sealRev })
        .from(rows)
        .where(and(eq(rowId, value.rowId), eq(sealRev, value.expected), isOwn)),
    ),
  };
}

const own = (owner: AnyPgColumn): SQL => eq(owner, bound("vaultId"));
const ofOwnItem = exists(
  build
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.id, itemVersions.itemId), own(items.vaultId))),
);

const tables = {
  categories: sealedIn(categories, categories.id, own(categories.vaultId)),
  items: sealedIn(items, items.id, own(items.vaultId)),
  item_versions: sealedIn(itemVersions, itemVersions.itemId, ofOwnItem),
  attachments: sealedIn(attachments, attachments.id, own(attachments.vaultId)),
  import_batches: sealedIn(importBatches, importBatches.id, own(importBatches.vaultId)),
  health_trends: sealedIn(healthTrends, healthTrends.id, own(healthTrends.id)),
  // An account has the number of its personal vault.
  passkeys: sealedIn(passkeys, passkeys.id, own(passkeys.userId)),
} satisfies Record<StoredRecord["table"], unknown>;

const dropPrevious = compile(
  build
    .update(vaults)
    .set({ previousKey: null })
    .where(and(own(vaults.id), isSealedUnder(vaults.previousKey))),
);

async function findSealedUnder(
  queries: Pick<Queries, "all">,
  vaultId: VaultId,
  { keyNumber, limit }: { readonly keyNumber: number; readonly limit: number },
): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (const table of RECORD_TABLES) {
    const room = limit - found.length;
    if (room <= 0) break;
    for (const [rowId, recordId, sealRev, sealed] of await queries.all(tables[table].find, {
      vaultId,
      keyNumber: numberAsSealed(keyNumber),
      limit: room,
    }))
      found.push({ table, rowId, recordId, sealRev, sealed });
  }
  return found;
}

export function createRecordStore(connection: Connection): RecordStore {
  const writeAs = quietMemberWriter(connection);
  return {
    async findSealedUnder({ vaultId }, keyNumber, limit) {
      return connection.read((queries) => findSealedUnder(queries, vaultId, { keyNumber, limit }));
    },

    async reseal(scope, records) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const inForce = new Set<number>();
        for (const number of new Set(records.map(({ sealed }) => sealedKeyNumber(sealed))))
          if (await isKeyInForce(tx, vaultId, number)) inForce.add(number);
        let changed = 0;
        for (const name of RECORD_TABLES) {
          const those = records.filter(
            ({ table, sealed }) => table === name && inForce.has(sealedKeyNumber(sealed)),
          );
          changed += await tables[name].reseal(
            tx,
            those.map(({ expectedSealRev, rowId, sealRev, sealed }) => ({
              rowId,
              expected: expectedSealRev,
              sealRev,
              sealed,
            })),
            { vaultId },
          );
        }
        return changed;
      });
    },

    async dropPreviousKey(scope, keyNumber) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if ((await findSealedUnder(tx, vaultId, { keyNumber, limit: 1 })).length > 0) return false;
        // Another renewal may have begun in between; the key that it keeps has another number.
        return (await tx.run(dropPrevious, { vaultId, keyNumber: numberAsSealed(keyNumber) })) > 0;
      });
    },
  };
}
