import { type SealableRecord, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { GivenUpChange, ItemSummary } from "../../schemas/items.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { changedRecord } from "../records/item-record.ts";
import { openItemRecord, openSummary } from "../records/open-rows.ts";
import { requireReplaced } from "../records/replaced.ts";
import { loadItemRow, writingOf } from "./items.ts";

/**
 * Keeps what a change would have made of an item as a version of it; the item itself stays unchanged. A change that keeps no version
 * (tags alone, or the favourite) leaves none here either.
 * @throws VaultError NOT_FOUND, CONFLICT, RECORD_DAMAGED.
 */
export async function keepVersion(
  deps: VaultDeps,
  vault: OpenVault,
  { id, revision, ...change }: GivenUpChange,
): Promise<ItemSummary> {
  const row = await loadItemRow(deps, vault, id);
  if (row.deletedAt !== null) throw new VaultError("NOT_FOUND", { table: "items", ids: [id] });
  const record = openItemRecord(vault, row);
  const changed = changedRecord(record, { id, revision, ...change }, writingOf(deps, vault));
  if (!changed?.keepVersion) return openSummary(vault, row);
  // Two writes that each keep what they replace: whatever comes in between, both sides are in the history.
  const replaced = await replace(deps, vault, { row: { ...row, revision }, record: changed.record });
  return openSummary(vault, await replace(deps, vault, { row: replaced, record }));
}

async function replace(
  deps: VaultDeps,
  vault: OpenVault,
  { row, record }: { readonly row: ItemRow; readonly record: SealableRecord },
): Promise<ItemRow> {
  const sealRev = row.sealRev + 1;
  const place = { table: "item" as const, ...vault.owner, id: row.id, sealRev };
  const sealed = sealRecord(deps.random, vault.keys, place, record);
  const replacement = { id: row.id, expectedRevision: row.revision, sealRev, sealed };
  const answer = await deps.store.items.replace(vault.scope, [replacement], {
    keyNumber: vault.keys.current,
    now: deps.clock.now(),
    keepVersions: deps.policy.keepVersions,
  });
  const [replaced] = requireReplaced(requireAllowed(answer), "items");
  if (!replaced) throw new VaultError("CONFLICT", { table: "items", ids: [row.id] });
  return replaced;
}
