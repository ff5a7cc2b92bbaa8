import { type NumberedVaultKey, type RecordKeys, recordKeys, wipe } from "../../cipher/keys.ts";
import { openPreviousKey } from "../../cipher/previous-key.ts";
import { kindOfRecord, openRecord, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { VaultScope } from "../../ids.ts";
import { openNoncePool } from "../../nonce-pool.ts";
import type { RandomBytes } from "../../random-bytes.ts";
import type { StoredRecord, UserRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { requireAllowed } from "../open-vault.ts";

const STEP_RECORDS = 500;

/**
 * Seals what is still under the previous vault key again, step by step; then drops that key. Each step stands, so an interrupted
 * renewal continues at the next log-in. Records that don't open stay as they are, and the previous key with them.
 * @returns damaged: the previous key itself doesn't open. overtaken: another change of the account came first. Either way records
 * that may open were left under the previous key.
 */
export async function finishVaultKeyRenewal(
  deps: VaultDeps,
  scope: VaultScope,
  { user, vaultKey }: { readonly user: UserRow; readonly vaultKey: NumberedVaultKey },
): Promise<"finished" | "damaged" | "overtaken"> {
  if (!user.previousVaultKey) return "finished";
  const previous = openPreviousKey(user.id, vaultKey, user.previousVaultKey);
  if (!previous) return "damaged";
  const keys = recordKeys(vaultKey, previous);
  wipe(previous.key);
  try {
    const outcome = await resealAll(deps, keys, { scope, previousNumber: previous.number });
    requireAllowed(await deps.store.records.dropPreviousKey(scope, previous.number));
    return outcome;
  } finally {
    wipe(...keys.byNumber.values());
  }
}

async function resealAll(
  deps: VaultDeps,
  keys: RecordKeys,
  { scope, previousNumber }: { readonly scope: VaultScope; readonly previousNumber: number },
): Promise<"finished" | "overtaken"> {
  using nonces = openNoncePool(deps.random);
  let damaged = 0;
  for (;;) {
    // Those that don't open are found again at every step: the limit makes room for them, so that they hide no others.
    const limit = STEP_RECORDS + damaged;
    const records = await deps.store.records.findSealedUnder(scope, previousNumber, limit);
    const resealed = records.flatMap((record) => reseal(nonces.random, keys, { ...scope, record }) ?? []);
    if (resealed.length > 0) {
      const changed = requireAllowed(await deps.store.records.reseal(scope, resealed));
      if (changed === 0) return "overtaken";
    }
    if (records.length < limit) return "finished";
    damaged = records.length - resealed.length;
    await deps.clock.yield();
  }
}

function reseal(
  random: RandomBytes,
  keys: RecordKeys,
  { userId, record }: VaultScope & { readonly record: StoredRecord },
) {
  const place = { table: kindOfRecord(record.table), userId, id: record.recordId, sealRev: record.sealRev };
  // A kept version keeps its r: it is the record that the item had then.
  const sealRev = record.table === "item_versions" ? record.sealRev : record.sealRev + 1;
  try {
    const sealed = sealRecord(random, keys, { ...place, sealRev }, openRecord(keys, place, record.sealed));
    return { table: record.table, rowId: record.rowId, expectedSealRev: record.sealRev, sealRev, sealed };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
