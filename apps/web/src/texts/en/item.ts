import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** One item: its page, its form, its history. */
export const item = {
  item: {
    new: "New",
    newLong: "New item",
    edit: "Edit",
    more: "More actions",
    trash: "Move to trash",
    category: "Category",
    nameless: "Unnamed",
    noDetails: "No details",
    nothingYet: "This item is empty.",
    newCategory: "New category…",
    favourite: "Favourite",
    duplicate: "Duplicate",
    duplicated: "Item duplicated. This is the copy.",
    copyOf: (name: string) => `${name} (copy)`.trim(),
    openUrl: (host: string) => `Open ${host} in a new tab`,
    changedAt: (when: string) => `Changed ${when}`,
    createdAt: (when: string) => `created ${when}`,
    passwordSince: (when: string) => `password set ${when}`,
    health: {
      title: "This password:",
      breached: "seen in data breaches",
      weak: (level: string) => level.toLowerCase(),
      reused: (others: number) => `also used in ${many(others, "other item", "other items")}`,
      old: (when: string) => `last changed ${when}`,
    },
    damagedName: "Damaged record",
    damaged:
      "This item can't be decrypted. It is damaged or was changed outside the app. Nothing was overwritten. Its history may contain an older version.",
    gone: "Item not found",
    notLoaded: (name: string) => `“${name}” couldn't be loaded.`,
    goneText: "It may be in the trash or permanently deleted.",
    trashed: (name: string, count: number) =>
      count === 1 ? `“${name}” moved to trash.` : `${count} items moved to trash.`,
    favouriteSet: (favourite: boolean, name: string, count: number) =>
      count === 1
        ? `“${name}” ${favourite ? "added to" : "removed from"} favourites.`
        : `${count} items: ${favourite ? "Added to favourites." : "Removed from favourites."}`,
    created: (name: string, count: number) =>
      count === 1 ? `“${name}” created.` : `${count} items created.`,
    edited: (name: string) => `“${name}” edited.`,
  },
  history: { title: "History" },
};
