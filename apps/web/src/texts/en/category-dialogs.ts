import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The dialogs of categories. Nothing of them is in the first load. */
export const categoryDialogs = {
  renameTitle: "Rename category",
  name: "Name",
  moveIntoTitle: (name: string) => `Move “${name}” into…`,
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
};
