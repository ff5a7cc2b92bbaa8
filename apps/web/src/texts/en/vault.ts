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
    moveUp: "Move up",
    moveDown: "Move down",
    movedTo: (name: string, place: number, of: number) => `“${name}” is now ${place} of ${of}.`,
    renameTitle: "Rename category",
    delete: "Delete",
    deleteTitle: (name: string) => `Delete “${name}”?`,
    deleted: (name: string) => `“${name}” is in the trash.`,
    isEmpty: "The category has no items. It goes to the trash.",
    whatOfItems: (count: number) =>
      `The category has ${many(count, "item", "items")}. What about ${count === 1 ? "it" : "them"}?`,
    keep: "Keep the items",
    keepHint: "They stay in the vault, without a category. If you bring it back, they are in it again.",
    along: "Delete the items too",
    alongHint: "They go to the trash, where they can be restored.",
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
    eraseButton: "Erase for good",
    erased: "Erased for good.",
    items: "Items in the trash",
    restore: "Restore",
    restoreOf: (name: string) => `Restore ${name}`,
    restored: (count: number) => (count === 1 ? "Restored." : `${count} items restored.`),
    categoryRestored: "The category is back.",
    since: (when: string) => `Deleted ${when}`,
    nothing: "The trash is empty",
    nothingText: "What you delete waits here until you empty the trash.",
  },
};
