import { duplicateKeys, groupDuplicates } from "../../duplicates/group-duplicates.ts";
import { readFields } from "../../items/field-values.ts";
import type { DuplicateGroups } from "../../schemas/duplicates.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItemRecord, unlessDamaged } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * Live items that are the same one, most likely: the same site and user, or what else their kind is known by. Nothing is said of
 * passwords. @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function findDuplicates(deps: VaultDeps, vault: OpenVault): Promise<DuplicateGroups> {
  const opened = await openEachItem(deps, vault, { trash: false }, (row) => keyedItem(vault, row));
  const items = (await openedUnderSameKey(deps, vault, opened)).filter(({ damaged }) => !damaged);
  await deps.clock.yield();
  return { groups: groupDuplicates(items), damaged: opened.length - items.length };
}

function keyedItem(vault: OpenVault, row: ItemRow) {
  const record = unlessDamaged(() => openItemRecord(vault, row));
  return { id: row.id, damaged: record === null, keys: record ? duplicateKeys(readFields(record)) : [] };
}
