import { DuplicateGroups, duplicateKeys } from "../../duplicates/group-duplicates.ts";
import { readFields } from "../../items/field-values.ts";
import type { DuplicateGroups as FoundGroups } from "../../schemas/duplicates.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItemRecord, unlessDamaged } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/** Reading addresses and folding names takes as long as opening so many bytes. */
const WORK_AN_ITEM_BYTES = 8192;

/**
 * Live items that are the same one, most likely: the same site and user, or what else their kind is known by. It says nothing about
 * passwords. @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function findDuplicates(deps: VaultDeps, vault: OpenVault): Promise<FoundGroups> {
  const opened = await openEachItem(deps, vault, {
    request: { trash: false },
    opener: () => (row) => readRow(vault, row),
  });
  const rows = await openedUnderSameKey(deps, vault, opened);
  await deps.clock.yield();
  const found = new DuplicateGroups();
  const add = ({ id, values }: (typeof rows)[number]) =>
    values === null ? undefined : found.add({ id, keys: duplicateKeys(values) });
  await inSlices(deps.clock, rows, add, () => WORK_AN_ITEM_BYTES);
  await deps.clock.yield();
  return { groups: found.list(), damaged: rows.filter(({ damaged }) => damaged).length };
}

function readRow(vault: OpenVault, row: ItemRow) {
  const record = unlessDamaged(() => openItemRecord(vault, row));
  return { id: row.id, damaged: record === null, values: record && readFields(record) };
}
