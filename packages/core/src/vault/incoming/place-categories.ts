import { levelOf, soundParents } from "../../categories/tree.ts";
import { sealRecord } from "../../cipher/record.ts";
import type { FileRow } from "../../duplicates/decide-row.ts";
import type { IncomingFile } from "../../duplicates/incoming.ts";
import { asCategoryId, type CategoryId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { MadeCategory } from "../../store/import-batch-store.ts";
import type { CategoriesSeen } from "../../store/rows.ts";
import { readTree, requireLive } from "../categories/category-tree.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { changedCategoryRecord } from "../records/category-record.ts";
import { type WantedCategory, wantedCategories } from "./wanted-categories.ts";

export interface PlacedCategories {
  readonly idOf: (item: FileRow["item"]) => CategoryId | null;
  /** Those that don't exist yet. */
  readonly rows: readonly MadeCategory[];
  readonly seen: CategoriesSeen;
}

/**
 * Finds the categories of a file below `into`, by their exact names, and makes rows for those that don't exist.
 * @throws VaultError UNKNOWN_CATEGORY.
 */
export async function placeCategories(
  deps: VaultDeps,
  vault: OpenVault,
  {
    file,
    rows,
    into,
  }: { readonly file: IncomingFile; readonly rows: readonly FileRow[]; readonly into: CategoryId | null },
): Promise<PlacedCategories> {
  const tree = await readTree(deps, vault);
  requireLive(tree, [into], "categoryId");
  const live = tree.categories.filter(({ deletedAt }) => deletedAt === null);
  const parents = soundParents(live.map(({ id, parentId }) => ({ id, parentId })));
  const levels = LIMITS.categoryLevels - (into === null ? 0 : levelOf(parents, into));
  const { categories, keyOf } = wantedCategories(file, rows, levels);
  const { found, missing } = match(tree.categories, categories, into);
  const firstId =
    missing.length === 0 ? 0 : await deps.store.categories.reserveIds(vault.scope.vaultId, missing.length);
  const ids = new Map([
    ...found,
    ...missing.map(({ key }, at) => [key, asCategoryId(firstId + at)] as const),
  ]);
  const idOf = (key: string | null): CategoryId | null => (key === null ? into : (ids.get(key) ?? into));
  const now = deps.clock.now();
  const made = missing.map(({ key, parent, name, archived }): MadeCategory => {
    const id = asCategoryId(Number(ids.get(key)));
    const record = changedCategoryRecord(archived?.record ?? {}, { name, parentId: idOf(parent) });
    const place = { table: "category" as const, ...vault.owner, id, sealRev: 1 };
    const { createdAt = now, updatedAt = now, deletedAt = null } = archived ?? {};
    return {
      id,
      sealed: sealRecord(deps.random, vault.keys, place, record),
      createdAt,
      updatedAt,
      deletedAt,
    };
  });
  return { idOf: (item) => idOf(keyOf(item)), rows: made, seen: tree.seen };
}

type Existing = Awaited<ReturnType<typeof readTree>>["categories"];

/** An existing category matches one of the file's at most; in the trash, only for one that went there at the same moment. */
function match(existing: Existing, wanted: readonly WantedCategory[], into: CategoryId | null) {
  const placeOf = (parent: number | null, name: string, deletedAt: number | null) =>
    JSON.stringify([parent, name, deletedAt]);
  const free = new Map<string, CategoryId[]>();
  for (const { id, parentId, name, deletedAt } of existing) {
    const place = placeOf(parentId, name, deletedAt);
    free.set(place, [...(free.get(place) ?? []), asCategoryId(id)]);
  }
  const found = new Map<string, CategoryId>();
  const missing: WantedCategory[] = [];
  for (const category of wanted) {
    const { key, parent, name, archived } = category;
    const parentId = parent === null ? into : found.get(parent);
    const id =
      parentId === undefined
        ? undefined
        : free.get(placeOf(parentId, name, archived?.deletedAt ?? null))?.shift();
    if (id === undefined) missing.push(category);
    else found.set(key, id);
  }
  return { found, missing };
}
