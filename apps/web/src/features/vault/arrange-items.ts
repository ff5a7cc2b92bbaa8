import type { ItemSummary } from "@opp/core/schemas/items";
import type { View } from "../../lib/place.ts";
import type { SortOrder } from "../../lib/settings.ts";

const byText = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

const COMPARE: Record<SortOrder, (a: ItemSummary, b: ItemSummary) => number> = {
  name: (a, b) => byText.compare(a.name, b.name) || a.id - b.id,
  changed: (a, b) => b.updatedAt - a.updatedAt || b.id - a.id,
  own: (a, b) => a.sortId - b.sortId || a.id - b.id,
};

export const sortItems = (items: readonly ItemSummary[], order: SortOrder): readonly ItemSummary[] =>
  items.toSorted(COMPARE[order]);

export function itemsOfView(items: readonly ItemSummary[], view: View): readonly ItemSummary[] {
  if (view.kind === "category") return items.filter((item) => item.categoryId === view.id);
  if (view.kind === "uncategorised") return items.filter((item) => item.categoryId === null);
  return items;
}

/** How many items each category has; `null` counts those without one. */
export function countByCategory(items: readonly ItemSummary[]): ReadonlyMap<number | null, number> {
  const counts = new Map<number | null, number>();
  for (const { categoryId } of items) counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
  return counts;
}
