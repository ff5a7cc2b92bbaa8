import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The list of items: search, columns, choosing rows, and what it says when it is empty. */
export const list = {
  search: {
    label: "Search the vault",
    placeholder: "Search the vault",
    clear: "Clear the search",
    results: "Search results",
    found: (count: number) => `${many(count, "hit", "hits")} in the whole vault`,
    foundInTrash: (count: number) => `${many(count, "hit", "hits")} in the trash`,
    notesToo: "Search the notes, too",
    searching: "Looking further…",
    offered: "What may follow",
    operators: "What can be asked",
    operatorList: [
      { write: "name:", means: "in the name" },
      { write: "url:", means: "in the website" },
      { write: "user:", means: "in the user name" },
      { write: "account:", means: "in the account" },
      { write: "tag:", means: "a tag" },
      { write: "field:", means: "in a field of your own" },
      { write: "notes:", means: "in the notes" },
      { write: "in:", means: "a category" },
      { write: "has:", means: "has password, totp, notes…" },
      { write: "is:", means: "is favourite, weak, reused, old…" },
      { write: "-", means: "not what follows" },
    ],
  },
  list: {
    count: (count: number) => many(count, "item", "items"),
    itemsWord: (count: number) => (count === 1 ? "item" : "items"),
    more: "so far…",
    sort: "Sort by",
    orders: {
      name: "By name",
      changed: "Last changed",
      used: "Last used",
      own: "As created",
      username: "By user name",
      website: "By website",
      category: "By category",
    },
    columns: {
      name: "Name",
      username: "User name",
      website: "Website",
      category: "Category",
      changed: "Changed",
      used: "Used",
      actions: "Actions",
    },
    select: (name: string) => `Choose ${name}`,
    star: (name: string) => `Favourite: ${name}`,
    favourite: "Favourite",
    neverUsed: "never",
    inTrash: "In the trash",
  },
  selection: {
    label: "Chosen items",
    count: (count: number) => `${count} chosen`,
    none: "Choose nothing",
    all: "Choose all",
    star: "Mark as favourites",
    unstar: "No favourites any more",
    move: "Move to…",
    moveTitle: (count: number) => `Move ${many(count, "item", "items")} to`,
    filter: "Find a category",
    noSuchCategory: "There is no such category.",
    moved: (category: string, count: number) =>
      `${count === 1 ? "Moved" : `${many(count, "item", "items")} moved`} to “${category}”.`,
  },
  empty: {
    vault: {
      title: "Your vault is empty",
      text: "Store your first password. You can sort items into categories now or later.",
      generator: "Make a password",
      later: "Press ? for the keyboard, or / to search once there is something to find.",
    },
    category: {
      title: "Nothing in here yet",
      text: "Make a new item here, or move some here: choose them in the list, then “Move to…”.",
    },
    favourites: {
      title: "No favourites yet",
      text: "Mark an item with its star, or press f on it in the list, and it is here.",
    },
    recent: {
      title: "Nothing used yet",
      text: "What you open or copy from appears here, the latest first.",
    },
    search: {
      title: "No hit",
      text: (query: string, notesToo: boolean) =>
        `Nothing in your vault matches “${query}”. ${notesToo ? "Passwords aren't searched." : "Passwords and notes weren't searched."}`,
      unknown: (written: string, operator: "has" | "is") =>
        operator === "is"
          ? `“${written}” isn't known. There are is:favourite, weak, reused, old, insecure, trash, used and damaged.`
          : `“${written}” isn't known. There are has:password, totp, notes, url, user, account, tag and field.`,
      create: (name: string) => `New item “${name}”`,
    },
  },
};
