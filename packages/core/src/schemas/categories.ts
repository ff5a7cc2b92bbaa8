import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { isVisible } from "../rules/text.ts";
import { answeredId, categoryId, categoryIds, createdOnce, instant, ofVault, revision } from "./ids.ts";
import { parseAtOnce } from "./parse-at-once.ts";
import { INVISIBLE_NAME, sentText } from "./text.ts";

const categoryName = sentText("A category's name")
  .min(1, "A category's name is empty.")
  .max(LIMITS.categoryNameChars, `A category's name has at most ${LIMITS.categoryNameChars} characters.`);

/**
 * What is sealed of a category. A new field is an entry here, and no migration: a record without it opens with its default
 * (vault/category-record.ts). `parentId`: the category that it lies in; null: in none. Nobody reads the tree from the database.
 */
export const categoryRecord = z.strictObject({ name: categoryName, parentId: categoryId.nullable() });
export type CategoryRecord = z.output<typeof categoryRecord>;

export const newCategories = z.strictObject({
  ...ofVault,
  ...createdOnce,
  categories: z
    .array(
      categoryRecord
        .extend({ name: categoryName.refine(isVisible, INVISIBLE_NAME) })
        .partial({ parentId: true }),
    )
    .min(1, "List at least one category.")
    .max(LIMITS.categoriesInOneCall),
});
export type NewCategories = z.output<typeof newCategories>;

export const categoryChanges = z.strictObject({
  ...ofVault,
  categories: z
    .array(categoryRecord.partial().extend({ id: categoryId, revision }))
    .min(1, "List at least one category.")
    .max(LIMITS.categoriesInOneCall)
    .refine((rows) => new Set(rows.map((row) => row.id)).size === rows.length, "A category is listed twice."),
});
export type CategoryChanges = z.output<typeof categoryChanges>;

/** A place in the tree. `before`: which of those in there comes next; null: it is the last. */
export const categoryMove = z.strictObject({
  ...ofVault,
  id: categoryId,
  revision,
  parentId: categoryId.nullable(),
  before: categoryId.nullable().default(null),
});
export type CategoryMove = z.output<typeof categoryMove>;

export const categoryFilter = z
  .strictObject({ ...ofVault, trash: z.boolean().default(false) })
  .default({ trash: false });
export type CategoryFilter = z.output<typeof categoryFilter>;

export const categoriesToTrash = z.strictObject({
  ...ofVault,
  /** Those that lie in them and aren't named stay: they are read as if they lay one further up. */
  ids: categoryIds,
  /** true: their items go to the trash too. false: the items stay, without a category. */
  cascade: z.boolean("cascade must be true or false: whether to move the items, too."),
});
export type CategoriesToTrash = z.output<typeof categoriesToTrash>;

export const categorySelection = z.strictObject({ ...ofVault, ids: categoryIds });
export type CategorySelection = z.output<typeof categorySelection>;

/** A category as it is answered. `damaged`: its record doesn't open, so its name is empty; it was not overwritten. */
export const category = z.object({
  id: answeredId,
  /**
   * The category that it lies in; null: in none. Of one in the trash: where it lay. Otherwise the nearest that isn't in the trash,
   * so nothing hangs on what isn't shown.
   */
  parentId: answeredId.nullable(),
  name: z.string(),
  sortId: z.int(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
  damaged: z.boolean(),
});
export type Category = z.output<typeof category>;

export const categoryList = parseAtOnce(z.object({ categories: z.array(category) }));
export const trashedCategories = z.object({ trashedCategories: z.int(), trashedItems: z.int() });
export const restoredCategories = z.object({ restoredCategories: z.int(), restoredItems: z.int() });
