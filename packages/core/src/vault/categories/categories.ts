import { nearestParents } from "../../categories/tree.ts";
import { sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import { asCategoryId, type CategoryId, type VaultScope } from "../../ids.ts";
import type {
  CategoriesToTrash,
  Category,
  CategoryChanges,
  CategoryFilter,
  CategoryMove,
  CategorySelection,
  NewCategories,
} from "../../schemas/categories.ts";
import type { MadeBefore, NamedRequest } from "../../store/request-store.ts";
import type { RecordReplacement } from "../../store/rows.ts";
import type { JudgedTree } from "../../store/store.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { changedCategoryRecord, newCategoryRecord } from "../records/category-record.ts";
import { createOnce, requireKept } from "../records/create-once.ts";
import { openCategoryRecord } from "../records/open-rows.ts";
import { missingIds, requireKnown, requireReplaced } from "../records/replaced.ts";
import { requireVisible } from "../records/require-visible.ts";
import {
  answerCategory,
  type CategoryTree,
  orderWith,
  readTree,
  requireFit,
  requireLive,
  wentTogether,
  writeAsJudged,
} from "./category-tree.ts";

interface CategoryList {
  categories: Category[];
}

/** In the owner's order. @throws VaultError CONFLICT (the vault got another key in between). */
export async function listCategories(
  deps: VaultDeps,
  vault: OpenVault,
  { trash }: CategoryFilter,
): Promise<CategoryList> {
  const { categories } = await readTree(deps, vault);
  return { categories: categories.filter(({ deletedAt }) => (deletedAt !== null) === trash) };
}

/**
 * All or none, in the order given, behind the existing ones; with a request's key once.
 * @throws VaultError UNKNOWN_CATEGORY, CATEGORY_TOO_DEEP, REQUEST_KEY_USED, NOT_FOUND (made before, and erased).
 */
export async function createCategories(
  deps: VaultDeps,
  vault: OpenVault,
  input: NewCategories,
): Promise<CategoryList> {
  const { requestKey, categories: rows } = input;
  return createOnce(deps, vault, {
    creation: { table: "categories", requestKey, rows },
    make: (request) => insertCategories(deps, vault, { input, request }),
    answer: (ids) => answerMade(deps, vault, ids),
  });
}

async function insertCategories(
  deps: VaultDeps,
  vault: OpenVault,
  { input, request }: { readonly input: NewCategories; readonly request: NamedRequest | undefined },
): Promise<CategoryList | MadeBefore["outcome"]> {
  const { scope, keys, owner } = vault;
  const firstId = await deps.store.categories.reserveIds(scope.vaultId, input.categories.length);
  const parents = new Map(
    input.categories.map(({ parentId = null }, offset) => [firstId + offset, parentId] as const),
  );
  const sealedRows = await inSlices(deps.clock, [...input.categories.entries()], ([offset, written]) => {
    const id = asCategoryId(firstId + offset);
    const place = { table: "category" as const, ...owner, id, sealRev: 1 };
    return { id, sealed: sealRecord(deps.random, keys, place, newCategoryRecord(written)) };
  });
  const insert = async (tree: CategoryTree | null) => {
    if (tree) requireFit(tree, parents);
    const now = deps.clock.now();
    const answer = await deps.store.categories.insert(scope, sealedRows, {
      keyNumber: keys.current,
      now,
      seen: tree?.seen,
      request,
    });
    const rows = requireAllowed(answer);
    if (rows === "key-replaced") throw new VaultError("CONFLICT", { table: "categories" });
    return rows === "made-before" ? { outcome: rows } : rows;
  };
  const isAnyInAnother = [...parents.values()].some((parentId) => parentId !== null);
  const rows = isAnyInAnother ? await writeAsJudged(deps, vault, insert) : await insert(null);
  if (rows === "overtaken") throw new VaultError("CONFLICT", { table: "categories" });
  if ("outcome" in rows) return rows.outcome;
  const categories = await inSlices(deps.clock, [...rows.entries()], ([offset, row]) =>
    answerCategory(row, {
      name: input.categories[offset]?.name ?? "",
      parentId: parents.get(row.id) ?? null,
      damaged: false,
    }),
  );
  return { categories };
}

async function answerMade(deps: VaultDeps, vault: OpenVault, ids: readonly number[]): Promise<CategoryList> {
  const { categories } = await readTree(deps, vault);
  const kept = new Map(categories.map((category) => [category.id, category]));
  requireKept("categories", missingIds(ids, categories));
  return { categories: ids.flatMap((id) => kept.get(id) ?? []) };
}

/**
 * All or none. One that is put into another goes where its `sortId` says among those in there.
 * @throws VaultError NOT_FOUND, CONFLICT (naming the ids), RECORD_DAMAGED, UNKNOWN_CATEGORY, CATEGORY_IN_ITSELF, CATEGORY_TOO_DEEP.
 */
export async function updateCategories(
  deps: VaultDeps,
  vault: OpenVault,
  input: CategoryChanges,
): Promise<CategoryList> {
  return writeAsJudged(deps, vault, async (tree) => {
    requireOwn(
      tree,
      input.categories.map(({ id }) => id),
    );
    const moved = movesAmong(tree, input.categories);
    requireFit(tree, moved);
    const replacements = input.categories.flatMap((change) =>
      replacementOf(deps, vault, { tree, ...change, parentId: moved.get(change.id) }),
    );
    const result = await replace(deps, vault, {
      replacements,
      tree: moved.size > 0 ? { seen: tree.seen } : undefined,
    });
    if (result === "overtaken") return result;
    const before = new Map(tree.categories.map((category) => [category.id, category]));
    const names = new Map(input.categories.map(({ id, name }) => [id, name]));
    return {
      categories: result.map((row) => {
        const was = before.get(row.id);
        const parentId = moved.get(row.id);
        return answerCategory(row, {
          name: names.get(row.id) ?? was?.name ?? "",
          parentId: parentId === undefined ? (was?.parentId ?? null) : parentId,
          damaged: false,
        });
      }),
    };
  });
}

/**
 * Puts one into another, or to another place in its order, with all that lies in it; answers all of them in their new order.
 * @throws VaultError as `updateCategories`; CONFLICT naming `before` when it doesn't lie where the other is put.
 */
export async function moveCategory(
  deps: VaultDeps,
  vault: OpenVault,
  { id, revision, parentId, before }: CategoryMove,
): Promise<CategoryList> {
  await writeAsJudged(deps, vault, async (tree) => {
    requireOwn(tree, [id]);
    requireLive(tree, [before], "before");
    const change = { id, revision, parentId };
    const moved = movesAmong(tree, [change]);
    requireFit(tree, moved);
    const next = tree.categories.find((category) => category.id === before);
    if (next && (next.parentId !== parentId || next.id === id))
      throw new VaultError("CONFLICT", { table: "categories", ids: [next.id] });
    const replacements = replacementOf(deps, vault, { tree, id, revision, parentId: moved.get(id) });
    const order = orderWith(tree, { id, parentId, before }).map(asCategoryId);
    return replace(deps, vault, { replacements, tree: { seen: tree.seen, order } });
  });
  return listCategories(deps, vault, { trash: false });
}

/**
 * Needs no passphrase: nothing is opened, and all of it can be undone. Ids that aren't there are passed over. What lies in them and
 * isn't named stays where it is, and is read as if it lay one further up.
 */
export async function trashCategories(
  deps: VaultDeps,
  scope: VaultScope,
  input: CategoriesToTrash,
): Promise<{ trashedCategories: number; trashedItems: number }> {
  const answer = await deps.store.categories.trash(scope, input.ids, {
    cascade: input.cascade,
    now: deps.clock.now(),
  });
  const trashed = requireAllowed(answer);
  return { trashedCategories: trashed.categories, trashedItems: trashed.items };
}

/**
 * Brings back what went to the trash with them, too: categories that lie in them, and the items. What stayed is in its category
 * again.
 */
export async function restoreCategories(
  deps: VaultDeps,
  vault: OpenVault,
  input: CategorySelection,
): Promise<{ restoredCategories: number; restoredItems: number }> {
  const tree = await readTree(deps, vault);
  const ids = wentTogether(tree, input.ids).map(asCategoryId);
  const restored = requireAllowed(await deps.store.categories.restore(vault.scope, ids, deps.clock.now()));
  return { restoredCategories: restored.categories, restoredItems: restored.items };
}

/** All or none. @throws VaultError NOT_FOUND naming the ids. */
export async function reorderCategories(
  deps: VaultDeps,
  vault: OpenVault,
  input: CategorySelection,
): Promise<CategoryList> {
  const answer = await deps.store.categories.reorder(vault.scope, input.ids, deps.clock.now());
  const { unknown } = requireAllowed(answer);
  requireKnown("categories", unknown);
  return listCategories(deps, vault, { trash: false });
}

/**
 * Before categories are erased: puts what lies in them where it is shown already, so that it doesn't rise to the top when they
 * are gone.
 */
export async function liftOutOf(
  deps: VaultDeps,
  vault: OpenVault,
  erased: ReadonlySet<number>,
): Promise<void> {
  await writeAsJudged(deps, vault, async (tree) => {
    const kept = nearestParents(tree.parents, (id) => !erased.has(id));
    const replacements = tree.categories.flatMap(({ id, revision, deletedAt, damaged }) => {
      // One in the trash can't be written; restored, it lies where it can.
      if (deletedAt !== null || damaged || kept.get(id) === tree.parents.get(id)) return [];
      const parentId = kept.get(id) ?? null;
      return replacementOf(deps, vault, { tree, id: asCategoryId(id), revision, parentId });
    });
    return replacements.length === 0 ? [] : replace(deps, vault, { replacements, tree: { seen: tree.seen } });
  });
}

type Change = Omit<CategoryChanges["categories"][number], "parentId"> & {
  readonly parentId?: number | null | undefined;
};

/** Where those go that are put elsewhere. Who gives back the parent that was read moves nothing: one in the trash stays between. */
function movesAmong(tree: CategoryTree, changes: readonly Change[]): Map<number, number | null> {
  const parentsRead = new Map(tree.categories.map(({ id, parentId }) => [id, parentId]));
  return new Map(
    changes.flatMap(({ id, parentId }): [number, number | null][] =>
      parentId === undefined || parentId === parentsRead.get(id) ? [] : [[id, parentId]],
    ),
  );
}

/** The record is sealed again only if something in it changes. @throws VaultError RECORD_DAMAGED, RECORD_UNSUPPORTED. */
function replacementOf(
  deps: VaultDeps,
  vault: OpenVault,
  { tree, id, revision, name, parentId }: Change & { readonly tree: CategoryTree },
): RecordReplacement<CategoryId>[] {
  const row = tree.rowsById.get(id);
  if (!row) return [];
  const sealRev = row.sealRev + 1;
  const replacement = { id, expectedRevision: revision, sealRev };
  if (name === undefined && parentId === undefined) return [replacement];
  const place = { table: "category" as const, ...vault.owner, id, sealRev };
  const before = openCategoryRecord(vault, row);
  requireVisible(name, before.name);
  const record = changedCategoryRecord(before, { name, parentId });
  return [{ ...replacement, sealed: sealRecord(deps.random, vault.keys, place, record) }];
}

async function replace(
  deps: VaultDeps,
  vault: OpenVault,
  {
    replacements,
    tree,
  }: {
    readonly replacements: readonly RecordReplacement<CategoryId>[];
    readonly tree?: JudgedTree | undefined;
  },
) {
  const { store, clock } = deps;
  const answer = await store.categories.replace(vault.scope, replacements, {
    keyNumber: vault.keys.current,
    now: clock.now(),
    tree,
  });
  const result = requireAllowed(answer);
  return result.outcome === "overtaken" ? result.outcome : requireReplaced(result, "categories");
}

/** @throws VaultError NOT_FOUND naming those that aren't the owner's or are in the trash. */
const requireOwn = (tree: CategoryTree, ids: readonly CategoryId[]) =>
  requireKnown(
    "categories",
    ids.filter((id) => tree.rowsById.get(id)?.deletedAt !== null),
  );
