import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** Tags, on every screen that shows or changes them. */
export const tags = {
  tags: {
    title: "Tags",
    of: (name: string) => `Tag ${name}`,
    show: (name: string) => `Show items tagged ${name}`,
    all: (count: number) => `All ${count} tags`,
    more: (count: number) => `${count} more`,
    actions: (name: string) => `Actions for tag ${name}`,
    edit: "Tags…",
    gone: "No items with this tag",
    goneText: "A tag exists as long as an item uses it.",
    hint: "Press Enter or comma to add a tag.",
    full: (most: number) => `An item can have at most ${most} tags.`,
    tooMany: (excess: number, most: number) =>
      `${many(excess, "tag", "tags")} too many: an item can have at most ${most}.`,
    offered: "Existing tags",
    added: (name: string) => `Tag ${name} added.`,
    taken: (name: string) => `Tag ${name} removed.`,
    take: (name: string) => `Remove tag ${name}`,
    dialogTitle: (count: number) => `Tags of ${many(count, "item", "items")}`,
    find: "Find or add a tag",
    findHint: "Press Enter to add it to all of them.",
    add: (name: string) => `Add “${name}”`,
    some: (count: number) => `${count} of them`,
    none: "No tags yet. Type one to add it.",
    changed: (count: number) => `Tags of ${many(count, "item", "items")} changed.`,
    rename: "Rename",
    renameTitle: "Rename tag",
    name: "Name",
    noComma: "Tags can't contain commas.",
    merges: (name: string) => `“${name}” already exists. The tags will be merged.`,
    renamed: (tag: string, to: string, count: number) =>
      `“${tag}” is now “${to}” on ${many(count, "item", "items")}.`,
    remove: "Remove from all items",
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeText: (count: number) =>
      `This removes the tag from ${many(count, "item", "items")}. Nothing else changes.`,
    removed: (name: string, count: number) => `“${name}” removed from ${many(count, "item", "items")}.`,
  },
};
