import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The frame around the items: sidebar, categories and trash. */
export const vault = {
  side: {
    label: "Vault",
    open: "Open menu",
    all: "All items",
    favourites: "Favourites",
    recent: "Recently used",
    uncategorised: "No category",
    categories: "Categories",
    trash: "Trash",
    administration: "Administration",
    health: "Health",
    generator: "Generator",
    transfer: "Import and export",
    lock: "Lock",
    logOut: "Log out",
  },
  recent: {
    title: "Recent actions",
    open: "Recent actions",
    text: "What you did in this tab. You can undo it for 30 minutes, until the vault is locked.",
    none: "You haven't changed anything in the last 30 minutes.",
    nothing: "Nothing to undo.",
    undoLatest: "Undo the latest action",
    undoOf: (what: string) => `Undo: ${what}`,
    done: "Undone",
    undone: (what: string) => `Undone: ${what}`,
    changedSince: (what: string) => `Not undone, because it has been changed since: ${what}`,
    partlyUndone: (what: string, undone: number, kept: number) =>
      `${undone} of ${undone + kept} undone; the rest has been changed since: ${what}`,
    failed: (what: string, why: string) => `Not undone: ${what} ${why}`,
  },
  leave: {
    title: "Discard changes?",
    text: "Your changes haven't been saved.",
    stay: "Keep editing",
    leave: "Discard",
  },
  category: {
    name: "Name",
    create: "New category",
    none: "Organise items in categories: Home, Work, Bank…",
    actions: (name: string) => `Actions for ${name}`,
    rename: "Rename",
    createInside: "New subcategory",
    liesIn: "Parent category",
    top: "Top level",
    moveInto: "Move into…",
    moveIntoTitle: (name: string) => `Move “${name}” into…`,
    inside: (name: string) => `Contents of ${name}`,
    unfold: "Expand",
    fold: "Collapse",
    moveUp: "Move up",
    moveDown: "Move down",
    movedTo: (name: string, place: number, of: number) => `“${name}” is now ${place} of ${of}.`,
    movedInto: (name: string, outer: string, place: number, of: number) =>
      `“${name}” is now ${place} of ${of} in “${outer}”.`,
    renameTitle: "Rename category",
    renamed: (from: string, to: string) => `Category “${from}” renamed to “${to}”.`,
    created: (name: string) => `Category “${name}” created.`,
    delete: "Delete",
    deleteTitle: (name: string) => `Delete “${name}”?`,
    deleted: (name: string) => `“${name}” moved to trash.`,
    isEmpty: "This category has no items. It will be moved to the trash.",
    whatOfContents: (items: number, categories: number) => {
      const what = [
        ...(categories > 0 ? [many(categories, "category", "categories")] : []),
        ...(items > 0 ? [many(items, "item", "items")] : []),
      ].join(" and ");
      return `This category contains ${what}. What should happen to ${items + categories === 1 ? "it" : "them"}?`;
    },
    keep: "Keep the items",
    keepHint: "They stay in the vault without a category. Restoring the category puts them back.",
    keepContents: "Keep its contents",
    keepContentsHint:
      "Subcategories move up one level; items are left without a category. Restoring the category puts everything back.",
    along: "Delete the items too",
    alongHint: "They are moved to the trash. You can restore them there.",
    alongContents: "Delete everything in it",
    alongContentsHint:
      "Subcategories and all items are moved to the trash. Restoring the category restores them too.",
  },
  trash: {
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
    restored: (name: string, count: number) =>
      count === 1 ? `“${name}” restored.` : `${count} items restored.`,
    categoryRestored: (categories: number, items: number) =>
      categories === 1 && items === 0
        ? "Category restored."
        : `Restored: ${many(categories, "category", "categories")}, ${many(items, "item", "items")}.`,
    liesIn: (path: string) => `In ${path}`,
    since: (when: string) => `Deleted ${when}`,
    nothing: "The trash is empty",
    nothingText: "Deleted items stay here until you empty the trash.",
  },
};
