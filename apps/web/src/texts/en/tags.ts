import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** Tags of items, wherever they are shown or changed. */
export const tags = {
  tags: {
    title: "Tags",
    of: (name: string) => `Tag ${name}`,
    show: (name: string) => `Show everything tagged ${name}`,
    all: (count: number) => `All ${count} tags`,
    more: (count: number) => `${count} more`,
    actions: (name: string) => `Actions for tag ${name}`,
    edit: "Tags…",
    gone: "Nothing has this tag",
    goneText: "A tag is there as long as an item has it.",
    hint: "Enter or a comma adds it.",
    full: (most: number) => `An item has at most ${most} tags.`,
    offered: "Tags that are there",
    added: (name: string) => `Tag ${name} added.`,
    taken: (name: string) => `Tag ${name} removed.`,
    take: (name: string) => `Remove tag ${name}`,
    dialogTitle: (count: number) => `Tags of ${many(count, "item", "items")}`,
    find: "Find or add a tag",
    findHint: "Enter adds it to all of them.",
    add: (name: string) => `Add “${name}”`,
    some: (count: number) => `${count} of them`,
    none: "There are no tags yet. Type one.",
    changed: (count: number) => `Tags of ${many(count, "item", "items")} changed.`,
    rename: "Rename",
    renameTitle: "Rename tag",
    name: "Name",
    noComma: "A tag has no comma.",
    merges: (name: string) => `“${name}” is there already: the two become one.`,
    renamed: (tag: string, to: string, count: number) =>
      `“${tag}” is now “${to}” on ${many(count, "item", "items")}.`,
    remove: "Remove from all items",
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeText: (count: number) =>
      `${many(count, "item loses", "items lose")} this tag and ${count === 1 ? "keeps" : "keep"} all else.`,
    removed: (name: string, count: number) => `“${name}” removed from ${many(count, "item", "items")}.`,
    tooLate: "Some of these items were changed since, so nothing was undone.",
  },
};
