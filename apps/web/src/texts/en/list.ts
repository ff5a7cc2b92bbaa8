import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The item list: search, columns, selection and empty states. */
export const list = {
  search: {
    label: "Search the vault",
    placeholder: "Search the vault",
    clear: "Clear search",
    results: "Search results",
    found: (count: number) => `${many(count, "result", "results")} in the whole vault`,
    foundInTrash: (count: number) => `${many(count, "result", "results")} in the trash`,
    notesToo: "Also search notes",
    searching: "Still searching…",
    offered: "Suggestions",
    operators: "Search operators",
    operatorList: [
      { write: "name:", means: "in the name" },
      { write: "url:", means: "in the website" },
      { write: "user:", means: "in the username" },
      { write: "account:", means: "in the account number" },
      { write: "tag:", means: "with this tag" },
      { write: "field:", means: "in a custom field" },
      { write: "notes:", means: "in the notes" },
      { write: "in:", means: "in this category" },
      { write: "kind:", means: "of this kind: card, note, wifi…" },
      { write: "has:", means: "has password, totp, notes…" },
      { write: "is:", means: "is favourite, weak, reused, old…" },
      { write: "-", means: "excludes what follows" },
    ],
  },
  list: {
    count: (count: number) => many(count, "item", "items"),
    itemsWord: (count: number) => (count === 1 ? "item" : "items"),
    more: "loaded so far…",
    sort: "Sort by",
    orders: {
      name: "By name",
      changed: "Last changed",
      used: "Last used",
      own: "Date created",
      username: "By username",
      website: "By website",
      category: "By category",
    },
    columns: {
      name: "Name",
      username: "Username",
      website: "Website",
      category: "Category",
      changed: "Changed",
      used: "Used",
      actions: "Actions",
    },
    select: (name: string) => `Select ${name}`,
    star: (name: string) => `Favourite: ${name}`,
    favourite: "Favourite",
    neverUsed: "never",
    inTrash: "In the trash",
  },
  selection: {
    label: "Selected items",
    count: (count: number) => `${count} selected`,
    none: "Clear selection",
    all: "Select all",
    star: "Add to favourites",
    unstar: "Remove from favourites",
    move: "Move to…",
    export: "Export the selected items…",
    moveTitle: (count: number) => `Move ${many(count, "item", "items")} to`,
    /** Below or next to an icon; each is part of the whole action's name. */
    words: { all: "All", star: "Favourites", move: "Move", tags: "Tags", export: "Export", trash: "Trash" },
    filter: "Find a category",
    noSuchCategory: "No matching category.",
    newCategory: (name: string) => (name === "" ? "New category…" : `New category “${name}”`),
    moved: (category: string, name: string, count: number) =>
      `${count === 1 ? `“${name}”` : many(count, "item", "items")} moved to “${category}”.`,
  },
  empty: {
    vault: {
      title: "Your vault is empty",
      text: "Add your first password. You can sort items into categories at any time.",
      generator: "Generate a password",
      importFile: "Import from another manager",
      later: "Press ? to see the keyboard shortcuts.",
    },
    category: {
      title: "This category is empty",
      text: "Add an item, or move some here: select them in the list, then choose “Move to…”.",
    },
    favourites: {
      title: "No favourites yet",
      text: "To add an item, select its star or press f in the list.",
    },
    recent: {
      title: "No recent items",
      text: "Items you open or copy from appear here, newest first.",
    },
    search: {
      title: "No results",
      text: (query: string, notesToo: boolean) =>
        `Nothing in your vault matches “${query}”. ${notesToo ? "Passwords aren't searched." : "Passwords and notes weren't searched."}`,
      unknown: (written: string, operator: "has" | "is" | "kind") =>
        ({
          is: `Unknown operator “${written}”. Use is:favourite, breached, weak, reused, old, insecure, trash, used or damaged.`,
          has: `Unknown operator “${written}”. Use has:password, totp, notes, url, user, account, tag, field or file.`,
          kind: `Unknown operator “${written}”. Use kind:login, card, identity, note, ssh-key, wifi, licence, bank, document or other.`,
        })[operator],
      create: (name: string) => `New item “${name}”`,
    },
  },
};
