import type { ItemSummary } from "@opp/core/schemas/items";

export interface Counts {
  readonly byCategory: ReadonlyMap<number | null, number>;
  readonly favourites: number;
  readonly all: number;
}

/** The number of items per view; `null` counts items without a category. */
export function countItems(items: readonly ItemSummary[]): Counts {
  const byCategory = new Map<number | null, number>();
  let favourites = 0;
  for (const { categoryId, favourite } of items) {
    byCategory.set(categoryId, (byCategory.get(categoryId) ?? 0) + 1);
    if (favourite) favourites += 1;
  }
  return { byCategory, favourites, all: items.length };
}
