import { sealRecord } from "../cipher/record.ts";
import { VaultError } from "../errors.ts";
import { asCategoryId } from "../ids.ts";
import type {
  CategoriesToTrash,
  Category,
  CategoryChanges,
  CategoryFilter,
  CategorySelection,
  NewCategories,
} from "../schemas/categories.ts";
import type { VaultDeps } from "./deps.ts";
import { inTurns, openCategory, openCategoryRecord } from "./open-rows.ts";
import { missingIds, requireKnown, requireReplaced } from "./replaced.ts";
import { openedUnderSameKey } from "./same-key.ts";
import type { LiveSession } from "./sessions.ts";
import type { UnlockedVault } from "./unlock.ts";

interface CategoryList {
  categories: Category[];
}

/** In the owner's order. @throws VaultError CONFLICT (the vault got another key meanwhile). */
export async function listCategories(
  deps: VaultDeps,
  vault: UnlockedVault,
  filter: CategoryFilter,
): Promise<CategoryList> {
  const rows = await deps.store.categories.list(vault.userId, filter);
  const opened = await inTurns(deps.clock, rows, (row) => openCategory(vault, row));
  return { categories: await openedUnderSameKey(deps, vault, opened) };
}

/** All or none, in the order given, behind those that are there. */
export async function createCategories(
  deps: VaultDeps,
  vault: UnlockedVault,
  input: NewCategories,
): Promise<CategoryList> {
  const firstId = await deps.store.categories.reserveIds(input.categories.length);
  const sealedRows = await inTurns(deps.clock, [...input.categories.entries()], ([offset, record]) => {
    const id = asCategoryId(firstId + offset);
    const place = { table: "category" as const, userId: vault.userId, id, sealRev: 1 };
    return { id, sealed: sealRecord(deps.random, vault.keys, place, record) };
  });
  const rows = await deps.store.categories.insert(
    vault.userId,
    vault.keys.current,
    sealedRows,
    deps.clock.now(),
  );
  if (rows === "key-replaced") throw new VaultError("CONFLICT", { table: "categories" });
  return { categories: await inTurns(deps.clock, rows, (row) => openCategory(vault, row)) };
}

/** All or none. @throws VaultError NOT_FOUND, CONFLICT (naming the ids), RECORD_DAMAGED. */
export async function updateCategories(
  deps: VaultDeps,
  vault: UnlockedVault,
  input: CategoryChanges,
): Promise<CategoryList> {
  const ids = input.categories.map((change) => change.id);
  const current = await deps.store.categories.findMany(vault.userId, ids);
  requireKnown("categories", missingIds(ids, current));
  const rowsById = new Map(current.map((row) => [row.id, row]));
  const replacements = input.categories.flatMap(({ id, revision, ...changed }) => {
    const row = rowsById.get(id);
    if (!row) return [];
    const sealRev = row.sealRev + 1;
    const place = { table: "category" as const, userId: vault.userId, id, sealRev };
    const record = { ...openCategoryRecord(vault, row), ...changed };
    return {
      id,
      expectedRevision: revision,
      sealRev,
      sealed: sealRecord(deps.random, vault.keys, place, record),
    };
  });
  const result = await deps.store.categories.replace(
    vault.userId,
    vault.keys.current,
    replacements,
    deps.clock.now(),
  );
  return { categories: requireReplaced(result, "categories").map((row) => openCategory(vault, row)) };
}

/** Needs no passphrase: nothing is opened, and all of it can be undone. Ids that aren't there are passed over. */
export async function trashCategories(
  deps: VaultDeps,
  live: LiveSession,
  input: CategoriesToTrash,
): Promise<{ trashedCategories: number; trashedItems: number }> {
  const trashed = await deps.store.categories.trash(live.userId, input.ids, input.cascade, deps.clock.now());
  return { trashedCategories: trashed.categories, trashedItems: trashed.items };
}

/** Brings back the items, too, that went to the trash with them; items that stayed are in their category again. */
export async function restoreCategories(
  deps: VaultDeps,
  vault: UnlockedVault,
  input: CategorySelection,
): Promise<{ restoredCategories: number; restoredItems: number }> {
  const restored = await deps.store.categories.restore(vault.userId, input.ids, deps.clock.now());
  return { restoredCategories: restored.categories, restoredItems: restored.items };
}

/** All or none. @throws VaultError NOT_FOUND naming the ids. */
export async function reorderCategories(
  deps: VaultDeps,
  vault: UnlockedVault,
  input: CategorySelection,
): Promise<CategoryList> {
  const { unknown } = await deps.store.categories.reorder(vault.userId, input.ids, deps.clock.now());
  requireKnown("categories", unknown);
  return listCategories(deps, vault, { trash: false });
}
