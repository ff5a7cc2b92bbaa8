import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The trash. Nothing of it is in the first load. */
export const trashScreen = {
  text: (count: number) => `${many(count, "item", "items")}. Items stay here until you empty the trash.`,
  empty: "Empty trash",
  emptyTitle: "Empty the trash?",
  emptyText: (count: number) =>
    `This permanently deletes ${many(count, "item", "items")} and every category in the trash, including their history. It can't be undone.`,
  erase: "Delete permanently",
  eraseOf: (name: string) => `Permanently delete ${name}`,
  eraseTitle: (name: string) => `Permanently delete “${name}”?`,
  eraseText: "Its history is deleted too. This can't be undone.",
  eraseManyTitle: (count: number) => `Permanently delete ${many(count, "item", "items")}?`,
  eraseManyText: "Their history is deleted too. This can't be undone.",
  search: "Search the trash",
  noHit: (query: string) => `Nothing in the trash matches “${query}”.`,
  eraseButton: "Delete permanently",
  erased: "Permanently deleted.",
  items: "Items in the trash",
  restore: "Restore",
  restoreOf: (name: string) => `Restore ${name}`,
  categoryRestored: (categories: number, items: number) =>
    categories === 1 && items === 0
      ? "Category restored."
      : `Restored: ${many(categories, "category", "categories")}, ${many(items, "item", "items")}.`,
  liesIn: (path: string) => `In ${path}`,
  since: (when: string) => `Deleted ${when}`,
  nothing: "The trash is empty",
  nothingText: "Deleted items stay here until you empty the trash.",
};
