import type { ItemSummary } from "@opp/core/schemas/items";
import { hasTag } from "@opp/core/tags/tag-list";
import type { ListView } from "../../lib/route.ts";

const RECENT_MOST = 100;

/** A category includes the items of its subcategories. @param tag the tag that the view means */
export function itemsOfView(
  items: readonly ItemSummary[],
  view: ListView,
  {
    tag,
    idsIn,
  }: { readonly tag: string | null; readonly idsIn: (categoryId: number) => ReadonlySet<number> },
): readonly ItemSummary[] {
  if (view.kind === "category") {
    const ids = idsIn(view.id);
    return items.filter(({ categoryId }) => categoryId !== null && ids.has(categoryId));
  }
  if (view.kind === "tag") return tag === null ? [] : items.filter(({ tags }) => hasTag(tags, tag));
  if (view.kind === "uncategorised") return items.filter((item) => item.categoryId === null);
  if (view.kind === "favourites") return items.filter((item) => item.favourite);
  if (view.kind === "recent") return recentlyUsed(items);
  return items;
}

/** The items used last, latest first, whatever the sort order. */
const recentlyUsed = (items: readonly ItemSummary[]) =>
  items
    .filter((item) => item.usedAt !== null)
    .toSorted((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0) || a.id - b.id)
    .slice(0, RECENT_MOST);
