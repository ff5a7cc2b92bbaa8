import { type NumberedVaultKey, type RecordKeys, recordKeys, wipe } from "../cipher/keys.ts";
import { openPreviousKey } from "../cipher/previous-key.ts";
import { openRecord, sealRecord } from "../cipher/record.ts";
import { VaultError } from "../errors.ts";
import type { StoredRecord, UserRow } from "../store/rows.ts";
import type { VaultDeps } from "./deps.ts";

const STEP_RECORDS = 500;

/**
 * Seals what is still under the previous vault key anew, step by step; then drops that key. Each step stands, so an interrupted
 * renewal goes on at the next log-in. Records that don't open stay as they are, and the previous key with them.
 */
export async function finishVaultKeyRenewal(deps: VaultDeps, user: UserRow, vaultKey: NumberedVaultKey): Promise<void> {
  if (!user.previousVaultKey) return;
  const previous = openPreviousKey(user.id, vaultKey, user.previousVaultKey);
  if (!previous) throw new VaultError("RECORD_DAMAGED", { table: "users" });
  const keys = recordKeys(vaultKey, previous);
  wipe(previous.key);
  try {
    for (;;) {
      const records = await deps.store.records.findSealedUnder(user.id, previous.number, STEP_RECORDS);
      const resealed = records.flatMap((record) => reseal(deps, keys, user, record) ?? []);
      if (resealed.length === 0 || (await deps.store.records.reseal(user.id, resealed)) === 0) break;
      await deps.clock.yield();
    }
    await deps.store.records.dropPreviousKey(user.id, previous.number);
  } finally {
    wipe(...keys.byNumber.values());
  }
}

function reseal(deps: VaultDeps, keys: RecordKeys, user: UserRow, record: StoredRecord) {
  const table = record.table === "categories" ? ("category" as const) : ("item" as const);
  const place = { table, userId: user.id, id: record.recordId, sealRev: record.sealRev };
  // A kept version keeps its r: it is the record that the item had then.
  const sealRev = record.table === "item_versions" ? record.sealRev : record.sealRev + 1;
  try {
    const sealed = sealRecord(deps.random, keys, { ...place, sealRev }, openRecord(keys, place, record.sealed));
    return { table: record.table, rowId: record.rowId, expectedSealRev: record.sealRev, sealRev, sealed };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
