import { levelOf, soundParents } from "../../categories/tree.ts";
import { sealRecord } from "../../cipher/record.ts";
import { asCategoryId, type CategoryId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { CategoriesSeen, NewCategoryRow } from "../../store/rows.ts";
import { readTree, requireLive } from "../categories/category-tree.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { newCategoryRecord } from "../records/category-record.ts";

export interface PlacedCategories {
  /** The category of a path of the file. */
  readonly idOf: (path: readonly string[]) => CategoryId | null;
  /** Those that don't exist yet. */
  readonly rows: readonly NewCategoryRow[];
  readonly seen: CategoriesSeen;
}

/**
 * Finds the categories of a file's paths below `into`, by their exact names, and makes rows for those that don't exist.
 * @throws VaultError UNKNOWN_CATEGORY.
 */
export async function placeCategories(
  deps: VaultDeps,
  vault: OpenVault,
  paths: readonly (readonly string[])[],
  into: CategoryId | null,
): Promise<PlacedCategories> {
  const tree = await readTree(deps, vault);
  requireLive(tree, [into], "categoryId");
  const live = tree.categories.filter(({ deletedAt }) => deletedAt === null);
  const ids = new Map(live.map(({ id, parentId, name }) => [keyOf(parentId, name), id]));
  const parents = soundParents(live.map(({ id, parentId }) => ({ id, parentId })));
  const levels = LIMITS.categoryLevels - (into === null ? 0 : levelOf(parents, into));
  const missing: { readonly key: string; readonly name: string; readonly parent: number | string | null }[] =
    [];
  // A category that is still to be made is known by its key until it has an id.
  const resolved = new Map<string, number | string>();
  const resolve = (path: readonly string[]): number | string | null => {
    let parent: number | string | null = into;
    for (const name of fit(path, levels)) {
      const key = keyOf(parent, name);
      let found: number | string | undefined =
        (typeof parent === "string" ? undefined : ids.get(key)) ?? resolved.get(key);
      if (found === undefined) {
        found = `new ${missing.length}`;
        missing.push({ key: found, name, parent });
        resolved.set(key, found);
      }
      parent = found;
    }
    return parent;
  };
  for (const path of paths) resolve(path);
  const firstId =
    missing.length === 0 ? 0 : await deps.store.categories.reserveIds(vault.scope.vaultId, missing.length);
  const made = new Map(missing.map(({ key }, at) => [key, asCategoryId(firstId + at)]));
  const idOf = (place: number | string | null): CategoryId | null => {
    if (place === null) return null;
    return typeof place === "number" ? asCategoryId(place) : (made.get(place) ?? null);
  };
  const rows = missing.map(({ key, name, parent }) => {
    const id = made.get(key) ?? asCategoryId(0);
    const record = newCategoryRecord({ name, parentId: idOf(parent) });
    const place = { table: "category" as const, ...vault.owner, id, sealRev: 1 };
    return { id, sealed: sealRecord(deps.random, vault.keys, place, record) };
  });
  const known = new Map(paths.map((path) => [JSON.stringify(path), idOf(resolve(path))]));
  return { idOf: (path) => known.get(JSON.stringify(path)) ?? into, rows, seen: tree.seen };
}

const keyOf = (parent: number | string | null, name: string): string => JSON.stringify([parent, name]);

/** What is deeper than categories go is joined into the last name. */
function fit(path: readonly string[], levels: number): readonly string[] {
  if (path.length <= levels) return path;
  if (levels <= 0) return [];
  const name = path
    .slice(levels - 1)
    .join(" / ")
    .slice(0, LIMITS.categoryNameChars);
  return [...path.slice(0, levels - 1), name];
}
