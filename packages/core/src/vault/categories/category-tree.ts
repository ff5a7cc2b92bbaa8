import {
  arrangeTree,
  arrangeWith,
  levelOf,
  nearestParents,
  soundParents,
  type TreeNode,
} from "../../categories/tree.ts";
import { VaultError } from "../../errors.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { Category } from "../../schemas/categories.ts";
import type { CategoriesSeen, CategoryRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { readCategoryRecord } from "../records/category-record.ts";
import { openCategoryRecord, unlessDamaged } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/** All of an owner's categories at one moment. */
export interface CategoryTree {
  readonly seen: CategoriesSeen;
  /** In the owner's order, those in the trash too. */
  readonly categories: readonly Category[];
  readonly rowsById: ReadonlyMap<number, CategoryRow>;
  /** Where each lies by its record: its answered parent may be another, since those in the trash are passed over. */
  readonly parents: ReadonlyMap<number, number | null>;
}

/**
 * Opens every category: which lies in which is sealed, and what is in the trash may stand between two that aren't.
 * @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function readTree(deps: VaultDeps, vault: OpenVault): Promise<CategoryTree> {
  const { rows, seen } = await deps.store.categories.readAll(vault.scope);
  const opened = await inSlices(deps.clock, rows, (row) => {
    const record = unlessDamaged(() => openCategoryRecord(vault, row));
    return { row, damaged: !record, ...readCategoryRecord(record) };
  });
  const rowsById = new Map(rows.map((row) => [Number(row.id), row]));
  const parents = soundParents(opened.map(({ row, parentId }) => ({ id: row.id, parentId })));
  const shownParents = nearestParents(parents, (id) => rowsById.get(id)?.deletedAt === null);
  const categories = opened.map(({ row, name, damaged }) => {
    const parentId = (row.deletedAt === null ? shownParents : parents).get(row.id) ?? null;
    return answerCategory(row, { name, parentId, damaged });
  });
  return { seen, categories: await openedUnderSameKey(deps, vault, categories), rowsById, parents };
}

/** A category as it is answered; one that doesn't open is marked, and its name is empty. */
export const answerCategory = (
  { id, sortId, revision, createdAt, updatedAt, deletedAt }: CategoryRow,
  { name, parentId, damaged }: Pick<Category, "name" | "parentId" | "damaged">,
): Category => ({ id, parentId, name, sortId, revision, createdAt, updatedAt, deletedAt, damaged });

/**
 * Whether categories may lie where they are put.
 * @throws VaultError UNKNOWN_CATEGORY (a parent that isn't there, or is in the trash), CATEGORY_IN_ITSELF, CATEGORY_TOO_DEEP.
 */
export function requireFit(tree: CategoryTree, changed: ReadonlyMap<number, number | null>): void {
  requireLive(tree, [...changed.values()], "parentId");
  const after = new Map([...tree.parents, ...changed]);
  const sound = soundParents([...after].map(([id, parentId]) => ({ id, parentId })));
  const inThemselves = [...changed].flatMap(([id, parentId]) =>
    parentId !== null && sound.get(id) === null ? id : [],
  );
  if (inThemselves.length > 0)
    throw new VaultError("CATEGORY_IN_ITSELF", { table: "categories", ids: inThemselves, field: "parentId" });
  for (const id of sound.keys()) {
    const level = levelOf(sound, id);
    // One that is too deep already, as in a vault that another version wrote, holds up no change elsewhere.
    if (level > LIMITS.categoryLevels && level > levelOf(tree.parents, id))
      throw new VaultError("CATEGORY_TOO_DEEP", {
        table: "categories",
        ids: [...changed.keys()],
        field: "parentId",
      });
  }
}

/** @throws VaultError UNKNOWN_CATEGORY naming those that aren't the owner's or are in the trash. */
export function requireLive(tree: CategoryTree, ids: readonly (number | null)[], field: string): void {
  const unknown = [...new Set(ids)].filter((id) => id !== null && tree.rowsById.get(id)?.deletedAt !== null);
  if (unknown.length > 0) {
    const named = unknown.flatMap((id) => id ?? []);
    throw new VaultError("UNKNOWN_CATEGORY", { table: "categories", ids: named, field });
  }
}

/** The ids of what is not in the trash, line by line as the tree is read, with one at another place. `before`: null for the last. */
export function orderWith(
  tree: CategoryTree,
  moved: TreeNode & { readonly before: number | null },
): number[] {
  const live = tree.categories.filter(({ deletedAt }) => deletedAt === null);
  return arrangeWith<TreeNode>(live, moved, moved.before).map(({ id }) => id);
}

/** Those named, and what lies in them in the trash and went there with them, at the same instant. */
export function wentTogether(tree: CategoryTree, ids: readonly number[]): number[] {
  const together = new Set(ids);
  const trashed = tree.categories.filter(({ deletedAt }) => deletedAt !== null);
  const deletedAtOf = new Map(trashed.map(({ id, deletedAt }) => [id, deletedAt]));
  // Outer ones come first.
  for (const { node } of arrangeTree(trashed)) {
    const parentId = node.parentId;
    if (parentId !== null && together.has(parentId) && deletedAtOf.get(parentId) === node.deletedAt)
      together.add(node.id);
  }
  return [...together];
}

const TRIES = 5;

/**
 * Judges by the tree and writes, again when others changed it in between: no two changes that are each right alone may make a
 * circle together. @throws VaultError CONFLICT when others change it all the time.
 */
export async function writeAsJudged<Written extends object>(
  deps: VaultDeps,
  vault: OpenVault,
  write: (tree: CategoryTree) => Promise<Written | "overtaken">,
): Promise<Written> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const written = await write(await readTree(deps, vault));
    if (written !== "overtaken") return written;
  }
  throw new VaultError("CONFLICT", { table: "categories" });
}
