import type { ItemPage, ItemSummary } from "@opp/core/schemas/items";

/** The pages in the query cache; its other properties are kept. */
interface Pages {
  readonly pages: ItemPage[];
}

export function flattenPages(pages: Pages | undefined): readonly ItemSummary[] {
  return pages?.pages.flatMap((page) => page.items) ?? [];
}

/** Replaces known rows in their position and appends new ones. */
export function putItems<T extends Pages>(
  pages: T | undefined,
  changed: readonly ItemSummary[],
): T | undefined {
  if (!pages || pages.pages.length === 0) return pages;
  const byId = new Map(changed.map((item) => [item.id, item]));
  const next = pages.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      const found = byId.get(item.id);
      byId.delete(item.id);
      return found ?? item;
    }),
  }));
  const last = next[next.length - 1];
  if (last) next[next.length - 1] = { ...last, items: [...last.items, ...byId.values()] };
  return { ...pages, pages: next };
}

/** Changes some items without moving them; the others stay the same objects. */
export function patchItems<T extends Pages>(
  pages: T | undefined,
  ids: ReadonlySet<number>,
  change: Partial<ItemSummary>,
): T | undefined {
  if (!pages) return pages;
  const patch = (item: ItemSummary) => (ids.has(item.id) ? { ...item, ...change } : item);
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(patch) })) };
}

export function dropItems<T extends Pages>(pages: T | undefined, ids: ReadonlySet<number>): T | undefined {
  if (!pages) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((item) => !ids.has(item.id)) })),
  };
}
