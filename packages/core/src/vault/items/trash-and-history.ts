import { sealRecord } from "../../cipher/record.ts";
import { storageCauseOf, VaultError } from "../../errors.ts";
import type {
  ItemSummary,
  ItemVersion,
  OneItem,
  TrashSelection,
  VersionSelection,
} from "../../schemas/items.ts";
import type { TrashedIds } from "../../store/store.ts";
import { noteDevice } from "../access/event-devices.ts";
import { eraseMarkedFiles } from "../attachments/erase-files.ts";
import { liftOutOf } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import { ERASED_A_STEP } from "../erasing.ts";
import { inSlices } from "../in-slices.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { restoredRecord } from "../records/item-record.ts";
import {
  openItemRecord,
  openSummary,
  openVersion,
  openVersionRecord,
  unlessDamaged,
} from "../records/open-rows.ts";
import { requireReplaced } from "../records/replaced.ts";
import { openedUnderSameKey } from "../records/same-key.ts";
import { loadItemRow, writingOf } from "./items.ts";

/**
 * Erases for good, versions included: the items named, as far as they are in the trash; or all that is in it. Step by step, so that
 * a large trash blocks no other request; each completed step remains. What comes into the trash in between stays in it.
 */
export async function emptyTrash(
  deps: VaultDeps,
  vault: OpenVault,
  input: TrashSelection,
): Promise<{ erasedItems: number; erasedCategories: number }> {
  const { trash } = deps.store;
  const { items, categories } = input.ids
    ? { items: input.ids, categories: [] }
    : await trash.list(vault.scope);
  const erased = { items: 0, categories: 0 };
  const eraseStep = async (ids: TrashedIds) => {
    // One emptying is one event: the first step that erases something writes it.
    const event = erased.items + erased.categories === 0 ? "trash-emptied" : null;
    const now = deps.clock.now();
    const gone = requireAllowed(await trash.erase(vault.scope, ids, { event, now }));
    if (event !== null) await noteDevice(deps, { userId: vault.scope.userId, at: now, device: vault.device });
    erased.items += gone.items;
    erased.categories += gone.categories;
  };
  let step = ERASED_A_STEP;
  for (let at = 0; at < items.length; ) {
    const some = items.slice(at, at + step);
    try {
      // Its chunks first, step by step: with the row, they would go in one transaction.
      if (requireAllowed(await deps.store.attachments.markErasing(vault.scope, some)) > 0)
        await eraseMarkedFiles(deps);
      await eraseStep({ items: some, categories: [] });
      at += some.length;
    } catch (error) {
      // Erasing writes over the old bytes, which takes some room itself: on a full disk, fewer items at a time may still fit.
      if (storageCauseOf(error) !== "disk-full" || some.length === 1) throw error;
      step = Math.ceil(some.length / 4);
    }
    await deps.clock.yield();
  }
  if (categories.length > 0) {
    await liftOutOf(deps, vault, new Set(categories));
    await eraseStep({ items: [], categories });
  }
  return { erasedItems: erased.items, erasedCategories: erased.categories };
}

/** The kept versions of an item, the latest first. @throws VaultError NOT_FOUND, CONFLICT (the vault got another key in between). */
export async function listVersions(
  deps: VaultDeps,
  vault: OpenVault,
  { id }: OneItem,
): Promise<{ versions: ItemVersion[] }> {
  await loadItemRow(deps, vault, id);
  const rows = await deps.store.items.versions(vault.scope, id);
  const opened = await inSlices(deps.clock, rows, (row) => openVersion(vault, row));
  return { versions: await openedUnderSameKey(deps, vault, opened) };
}

/**
 * Makes an item what it was; what it is now is kept as a version in turn. Works on an item whose own record is damaged, too.
 * @throws VaultError NOT_FOUND (item or version), CONFLICT, RECORD_DAMAGED (of the version).
 */
export async function restoreVersion(
  deps: VaultDeps,
  vault: OpenVault,
  input: VersionSelection,
): Promise<ItemSummary> {
  const row = await loadItemRow(deps, vault, input.id);
  const version = await deps.store.items.findVersion(vault.scope, input.id, input.versionId);
  if (!version || row.deletedAt !== null)
    throw new VaultError("NOT_FOUND", { table: "item_versions", ids: [input.versionId] });
  const sealRev = row.sealRev + 1;
  const place = { table: "item" as const, ...vault.owner, id: row.id, sealRev };
  const current = unlessDamaged(() => openItemRecord(vault, row));
  const writing = writingOf(deps, vault);
  const record = restoredRecord(openVersionRecord(vault, version), current, writing);
  const sealed = sealRecord(deps.random, vault.keys, place, record);
  const replacement = { id: row.id, expectedRevision: input.revision, sealRev, sealed };
  const result = await deps.store.items.replace(vault.scope, [replacement], {
    keyNumber: vault.keys.current,
    now: writing.now,
    keepVersions: deps.policy.keepVersions,
  });
  const [restored] = requireReplaced(result, "items");
  if (!restored) throw new VaultError("CONFLICT", { table: "items", ids: [row.id] });
  return openSummary(vault, restored);
}

/** Erases the kept versions of an item, and the files that were removed from it. @throws VaultError NOT_FOUND. */
export async function forgetVersions(
  deps: VaultDeps,
  vault: OpenVault,
  { id }: OneItem,
): Promise<{ forgotten: number }> {
  await loadItemRow(deps, vault, id);
  const now = deps.clock.now();
  const forgotten = requireAllowed(await deps.store.items.forgetVersions(vault.scope, id, now));
  await noteDevice(deps, { userId: vault.scope.userId, at: now, device: vault.device });
  await eraseMarkedFiles(deps);
  return { forgotten };
}
