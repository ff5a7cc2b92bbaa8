import type { KnownItem } from "../../duplicates/known-item.ts";
import { KnownItems } from "../../duplicates/known-items.ts";
import { readFields } from "../../items/field-values.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItemRecord, unlessDamaged } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/** What an import is compared with. */
export interface KnownVault {
  readonly items: KnownItems;
  /** Whether an import was undone: then undoing it moved its items to the trash, not a person. */
  readonly isUndone: (batch: number) => boolean;
}

/**
 * Opens every item, those in the trash too; damaged ones match nothing.
 * @param except ids of items that nothing is to match @throws VaultError CONFLICT.
 */
export async function readKnownVault(
  deps: VaultDeps,
  vault: OpenVault,
  { except = new Set() }: { readonly except?: ReadonlySet<number> } = {},
): Promise<KnownVault> {
  const items = new KnownItems();
  for (const trash of [false, true]) {
    const opened = await openEachItem(deps, vault, {
      request: { trash },
      opener: () => (row) => {
        if (except.has(row.id)) return { damaged: false };
        const known = knownItem(vault, row);
        if (known) items.put(known);
        return { damaged: known === null };
      },
    });
    await openedUnderSameKey(deps, vault, opened);
    await deps.clock.yield();
  }
  const batches = await deps.store.importBatches.list(vault.scope);
  const undone = new Set<number>(batches.filter(({ state }) => state === "undone").map(({ id }) => id));
  return { items, isUndone: (batch) => undone.has(batch) };
}

/** null for a damaged one. */
function knownItem(vault: OpenVault, row: ItemRow): KnownItem | null {
  const record = unlessDamaged(() => openItemRecord(vault, row));
  if (record === null) return null;
  const { id, revision, updatedAt, deletedAt } = row;
  return { id, revision, updatedAt, isTrashed: deletedAt !== null, values: readFields(record) };
}
