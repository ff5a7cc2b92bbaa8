import type { CategoryId, ItemId } from "../../ids.ts";

/** One owner's vault in plain JavaScript, as the contract describes it: small and slow, to compare a store with. */
export interface VaultModel {
  readonly categories: Map<CategoryId, ModelRow>;
  readonly items: Map<ItemId, ModelItem>;
}
export interface ModelRow {
  text: string;
  sortId: number;
  sealRev: number;
  revision: number;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}
export interface ModelItem extends ModelRow {
  categoryId: CategoryId | null;
  usedAt: number | null;
  /** The texts that were replaced, the latest first. */
  versions: string[];
}

export const emptyVault = (): VaultModel => ({ categories: new Map(), items: new Map() });

const isLive = <Row extends ModelRow>(row: Row | undefined): row is Row & { deletedAt: null } =>
  row?.deletedAt === null;
const touch = (row: ModelRow, now: number) =>
  Object.assign(row, { updatedAt: now, revision: row.revision + 1 });

export function addRows<Row extends ModelRow, Id>(
  rows: Map<Id, Row>,
  added: readonly (readonly [Id, (fresh: ModelRow) => Row])[],
  now: number,
) {
  const sortId = Math.max(0, ...[...rows.values()].map((row) => row.sortId));
  for (const [id, make] of added)
    rows.set(
      id,
      make({ text: "", sortId, sealRev: 1, revision: 1, createdAt: now, updatedAt: now, deletedAt: null }),
    );
}

export function unknownCategories(
  vault: VaultModel,
  ids: readonly (CategoryId | null | undefined)[],
): CategoryId[] {
  return [...new Set(ids)]
    .filter((id) => typeof id === "number")
    .filter((id) => !isLive(vault.categories.get(id)));
}

/** A live item keeps a category that is in the trash, and is read as if it had none. */
export const categoryAsRead = (vault: VaultModel, { categoryId, deletedAt }: ModelItem): CategoryId | null =>
  categoryId !== null && deletedAt === null && !isLive(vault.categories.get(categoryId)) ? null : categoryId;

export interface ModelChange {
  readonly id: ItemId;
  readonly expectedRevision: number;
  readonly text?: string;
  readonly keepVersion?: boolean;
  readonly categoryId?: CategoryId | null;
}

export function replaceItems(
  vault: VaultModel,
  changes: readonly ModelChange[],
  now: number,
  keepVersions: number,
) {
  const conflicts = changes.filter(({ id, expectedRevision }, i) => {
    const row = vault.items.get(id);
    const isRepeated = changes.slice(0, i).some((earlier) => earlier.id === id);
    return isRepeated || !isLive(row) || row.revision !== expectedRevision;
  });
  if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts.map(({ id }) => id) };
  const unknown = unknownCategories(
    vault,
    changes.map(({ categoryId }) => categoryId),
  );
  if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };
  for (const { id, text, categoryId, keepVersion = true } of changes) {
    const row = vault.items.get(id);
    if (row === undefined) continue;
    touch(row, now);
    if (categoryId !== undefined && categoryId !== categoryAsRead(vault, row)) row.categoryId = categoryId;
    if (text === undefined) continue;
    if (keepVersion) row.versions = [row.text, ...row.versions].slice(0, keepVersions);
    row.text = text;
    row.sealRev += 1;
  }
  return { outcome: "replaced" };
}

export function moveItems(
  vault: VaultModel,
  ids: readonly ItemId[],
  categoryId: CategoryId | null,
  now: number,
) {
  const unknown = ids.filter((id) => !isLive(vault.items.get(id)));
  const unknownCategory = unknownCategories(vault, [categoryId]).length > 0;
  if (unknown.length > 0 || unknownCategory) return { unknown, unknownCategory };
  for (const id of ids) {
    const row = vault.items.get(id);
    if (row && categoryAsRead(vault, row) !== categoryId) Object.assign(touch(row, now), { categoryId });
  }
  return { unknown, unknownCategory };
}

export function markUsed(vault: VaultModel, ids: readonly ItemId[], now: number): ItemId[] {
  const live = ids.filter((id) => isLive(vault.items.get(id)));
  for (const id of live) Object.assign(vault.items.get(id) ?? {}, { usedAt: now });
  return live;
}

export function trashItems(vault: VaultModel, ids: readonly ItemId[], now: number): ItemId[] {
  return ids.filter((id) => {
    const row = vault.items.get(id);
    if (!isLive(row)) return false;
    Object.assign(touch(row, now), { deletedAt: now });
    return true;
  });
}

export function restoreItems(vault: VaultModel, ids: readonly ItemId[], now: number): ItemId[] {
  return ids.filter((id) => {
    const row = vault.items.get(id);
    if (row === undefined || isLive(row)) return false;
    Object.assign(touch(row, now), { deletedAt: null });
    return true;
  });
}

export function reorderRows<Id>(rows: ReadonlyMap<Id, ModelRow>, ids: readonly Id[], now: number): Id[] {
  const unknown = ids.filter((id) => !isLive(rows.get(id)));
  if (unknown.length > 0) return unknown;
  ids.forEach((id, i) => {
    const row = rows.get(id);
    if (row && row.sortId !== i + 1) Object.assign(touch(row, now), { sortId: i + 1 });
  });
  return [];
}

export function emptyTrash(
  vault: VaultModel,
  ids: { items: readonly ItemId[]; categories: readonly CategoryId[] },
) {
  const items = [...vault.items].filter(([id, row]) => !isLive(row) && ids.items.includes(id));
  const categories = [...vault.categories].filter(([id, row]) => !isLive(row) && ids.categories.includes(id));
  for (const [id] of items) vault.items.delete(id);
  for (const [id] of categories) {
    vault.categories.delete(id);
    for (const item of vault.items.values()) if (item.categoryId === id) item.categoryId = null;
  }
  return { items: items.length, categories: categories.length };
}

export function trashCategories(
  vault: VaultModel,
  ids: readonly CategoryId[],
  cascade: boolean,
  now: number,
) {
  const answer = { categories: 0, items: 0 };
  for (const id of ids) {
    const category = vault.categories.get(id);
    if (!isLive(category)) continue;
    answer.categories += 1;
    Object.assign(touch(category, now), { deletedAt: now });
    for (const item of vault.items.values()) {
      if (!cascade || item.categoryId !== id || !isLive(item)) continue;
      Object.assign(touch(item, now), { deletedAt: now });
      answer.items += 1;
    }
  }
  return answer;
}

export function restoreCategories(vault: VaultModel, ids: readonly CategoryId[], now: number) {
  const answer = { categories: 0, items: 0 };
  for (const id of ids) {
    const category = vault.categories.get(id);
    if (category === undefined || category.deletedAt === null) continue;
    answer.categories += 1;
    for (const item of vault.items.values()) {
      if (item.categoryId !== id || item.deletedAt !== category.deletedAt) continue;
      answer.items += 1;
      Object.assign(touch(item, now), { deletedAt: null });
    }
    Object.assign(touch(category, now), { deletedAt: null });
  }
  return answer;
}
