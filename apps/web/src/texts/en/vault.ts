import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The vault around the items: places, list, search, categories, trash. */
export const vault = {
  side: {
    label: "Vault",
    open: "Open the menu",
    all: "All items",
    favourites: "Favourites",
    recent: "Recently used",
    uncategorised: "Without category",
    categories: "Categories",
    trash: "Trash",
    health: "Health",
    generator: "Generator",
    lock: "Lock",
    logOut: "Log out",
  },
  panel: {
    title: "Choose an item",
    text: "Its details appear here.",
    emptyTitle: "Ready when you are",
    emptyText: "What you store is sealed on the server with your passphrase.",
    keys: [
      { key: "/", does: "Search" },
      { key: "n", does: "New item" },
      { key: "?", does: "All keys" },
    ],
  },
  leave: {
    title: "Leave without saving?",
    text: "What you typed isn't saved.",
    stay: "Keep editing",
    leave: "Discard",
  },
  category: {
    name: "Name",
    create: "New category",
    none: "Categories keep things apart: Home, Work, Bank…",
    actions: (name: string) => `Actions for ${name}`,
    rename: "Rename",
    createInside: "New subcategory",
    liesIn: "Lies in",
    top: "Top level",
    moveInto: "Move into…",
    moveIntoTitle: (name: string) => `Move “${name}” into…`,
    inside: (name: string) => `What lies in ${name}`,
    unfold: "Unfold",
    fold: "Fold",
    moveUp: "Move up",
    moveDown: "Move down",
    movedTo: (name: string, place: number, of: number) => `“${name}” is now ${place} of ${of}.`,
    movedInto: (name: string, outer: string, place: number, of: number) =>
      `“${name}” is now ${place} of ${of} in “${outer}”.`,
    renameTitle: "Rename category",
    delete: "Delete",
    deleteTitle: (name: string) => `Delete “${name}”?`,
    deleted: (name: string) => `“${name}” is in the trash.`,
    isEmpty: "The category has no items. It goes to the trash.",
    whatOfContents: (items: number, categories: number) => {
      const what = [
        ...(categories > 0 ? [many(categories, "category", "categories")] : []),
        ...(items > 0 ? [many(items, "item", "items")] : []),
      ].join(" and ");
      return `In it ${items + categories === 1 ? "is" : "are"} ${what}. What about ${items + categories === 1 ? "it" : "them"}?`;
    },
    keep: "Keep the items",
    keepHint: "They stay in the vault, without a category. If you bring it back, they are in it again.",
    keepContents: "Keep what lies in it",
    keepContentsHint:
      "Its categories move one up, its own items stay without a category. If you bring it back, all are in it again.",
    along: "Delete the items too",
    alongHint: "They go to the trash, where they can be restored.",
    alongContents: "Delete everything in it",
    alongContentsHint:
      "Its categories and all their items go to the trash. If you bring it back, they come along.",
  },
  trash: {
    text: (count: number) =>
      `${many(count, "item", "items")}. Nothing here is lost until the trash is emptied.`,
    empty: "Empty trash",
    emptyTitle: "Empty the trash?",
    emptyText: (count: number) =>
      `${many(count, "item", "items")}, and every category in the trash, are erased for good, with their history. This can't be undone.`,
    erase: "Erase for good",
    eraseOf: (name: string) => `Erase ${name} for good`,
    eraseTitle: (name: string) => `Erase “${name}”?`,
    eraseText: "It is erased for good, with its history. This can't be undone.",
    eraseManyTitle: (count: number) => `Erase ${many(count, "item", "items")}?`,
    eraseManyText: "They are erased for good, with their history. This can't be undone.",
    search: "Search the trash",
    noHit: (query: string) => `Nothing in the trash matches “${query}”.`,
    eraseButton: "Erase for good",
    erased: "Erased for good.",
    items: "Items in the trash",
    restore: "Restore",
    restoreOf: (name: string) => `Restore ${name}`,
    restored: (count: number) => (count === 1 ? "Restored." : `${count} items restored.`),
    categoryRestored: (categories: number, items: number) =>
      categories === 1 && items === 0
        ? "The category is back."
        : `Back: ${many(categories, "category", "categories")}, ${many(items, "item", "items")}.`,
    liesIn: (path: string) => `In ${path}`,
    since: (when: string) => `Deleted ${when}`,
    nothing: "The trash is empty",
    nothingText: "What you delete waits here until you empty the trash.",
  },
};
