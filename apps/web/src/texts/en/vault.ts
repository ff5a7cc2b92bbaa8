import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The vault around the items: places, list, search, categories, trash. */
export const vault = {
  side: {
    label: "Vault",
    open: "Open the menu",
    all: "All items",
    uncategorised: "Without category",
    categories: "Categories",
    trash: "Trash",
    health: "Health",
    generator: "Generator",
    lock: "Lock",
    logOut: "Log out",
  },
  search: {
    label: "Search the vault",
    placeholder: "Search name, website, account…",
    clear: "Clear the search",
    results: "Search results",
    found: (count: number) => `${many(count, "hit", "hits")} in the whole vault`,
  },
  list: {
    count: (count: number) => many(count, "item", "items"),
    itemsWord: (count: number) => (count === 1 ? "item" : "items"),
    more: "so far…",
    sort: "Sort by",
    orders: { name: "By name", changed: "Last changed", own: "As created" },
  },
  empty: {
    vault: {
      title: "Your vault is empty",
      text: "Store your first password. You can sort items into categories now or later.",
    },
    category: {
      title: "Nothing in here yet",
      text: "Make a new item here, or move one here from its own page.",
    },
    search: (query: string) => ({
      title: "No hit",
      text: `Nothing in your vault matches “${query}”. Passwords and notes aren't searched.`,
    }),
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
  keys: {
    title: "Keyboard",
    list: [
      { keys: ["/"], does: "Search" },
      { keys: ["n"], does: "New item" },
      { keys: ["↑", "↓"], does: "Move in the list" },
      { keys: ["Enter"], does: "Open the item" },
      { keys: ["c"], does: "Copy the password (in the list)" },
      { keys: ["Del"], does: "Move to trash (in the list)" },
      { keys: ["Ctrl", "Enter"], does: "Save the form" },
      { keys: ["Esc"], does: "Close, clear the search" },
      { keys: ["l"], does: "Lock" },
      { keys: ["?"], does: "This map" },
    ],
  },
};
