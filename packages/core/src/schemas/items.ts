import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { isVisible } from "../rules/text.ts";
import {
  answeredId,
  categoryId,
  createdOnce,
  instant,
  itemId,
  itemIds,
  ofVault,
  revision,
  versionId,
} from "./ids.ts";
import { answeredFields, listedFields, newFields, notedFields, writtenFields } from "./item-fields.ts";
import { parseAtOnce } from "./parse-at-once.ts";
import { INVISIBLE_NAME } from "./text.ts";

/** What is sealed of an item. A record without one of the fields opens with its default. */
export const itemRecord = z.strictObject({ ...writtenFields, ...notedFields });

export const newItem = z.strictObject({
  ...newFields,
  name: newFields.name.refine((name) => name === "" || isVisible(name), INVISIBLE_NAME),
  categoryId: categoryId.nullable().default(null),
});

export const newItems = parseAtOnce(
  z.strictObject({
    ...ofVault,
    ...createdOnce,
    items: z.array(newItem).min(1, "List at least one item.").max(LIMITS.manyRows),
  }),
);
export type NewItems = z.output<typeof newItems>;

/** A change names the revision it saw, and the fields it changes; fields left out stay as they are. */
export const itemChange = z.strictObject(writtenFields).partial().extend({
  id: itemId,
  revision,
  categoryId: categoryId.nullable().optional(),
});
export type ItemChange = z.output<typeof itemChange>;

/** A change that isn't made, but kept in the history. */
export const givenUpChange = z
  .strictObject(writtenFields)
  .partial()
  .extend({ ...ofVault, id: itemId, revision });
export type GivenUpChange = z.output<typeof givenUpChange>;

export const itemChanges = parseAtOnce(
  z.strictObject({
    ...ofVault,
    items: z
      .array(itemChange)
      .min(1, "List at least one item.")
      .max(LIMITS.manyRows)
      .refine((rows) => new Set(rows.map((row) => row.id)).size === rows.length, "An item is listed twice."),
  }),
);
export type ItemChanges = z.output<typeof itemChanges>;

export const itemPageRequest = z
  .strictObject({
    ...ofVault,
    /** Left out: of every category. null: those without a category. */
    categoryId: categoryId.nullable().optional(),
    trash: z.boolean().default(false),
    /** `nextCursor` of the page before. */
    cursor: z
      .string()
      .regex(/^-?\d{1,15}\.\d{1,15}$/, "The cursor isn't valid: use one from the previous page.")
      .nullish(),
    limit: z
      .int()
      .min(1)
      .max(LIMITS.pageRows, `A page has at most ${LIMITS.pageRows} items.`)
      .default(LIMITS.defaultPageRows),
    /** tRPC's infinite queries send it along; pages go forward only. */
    direction: z.literal("forward").optional(),
  })
  .default({ trash: false, limit: LIMITS.defaultPageRows });
export type ItemPageRequest = z.output<typeof itemPageRequest>;

export const itemSelection = z.strictObject({ ...ofVault, ids: itemIds });
export type ItemSelection = z.output<typeof itemSelection>;
export const oneItem = z.strictObject({ ...ofVault, id: itemId });
export type OneItem = z.output<typeof oneItem>;
export const itemMove = z.strictObject({ ...ofVault, ids: itemIds, categoryId: categoryId.nullable() });
export type ItemMove = z.output<typeof itemMove>;
/** Left out: everything in the trash, categories too. */
export const trashSelection = z.strictObject({ ...ofVault, ids: itemIds.optional() }).default({});
export type TrashSelection = z.output<typeof trashSelection>;
export const versionSelection = z.strictObject({ ...ofVault, id: itemId, revision, versionId });
export type VersionSelection = z.output<typeof versionSelection>;

const rowFacts = {
  id: answeredId,
  categoryId: answeredId.nullable(),
  sortId: z.int(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
  /** When someone last copied from it or opened it; null: never. */
  usedAt: instant.nullable(),
  /** true: the record doesn't open, so its fields are empty; it was not overwritten. */
  damaged: z.boolean(),
};

/** An item as a list shows it: nothing secret. Of what is left out it says whether it is there. */
export const itemSummary = z.object({
  ...rowFacts,
  ...listedFields,
});
export type ItemSummary = z.output<typeof itemSummary>;

/** All of one item. */
export const item = z.object({ ...rowFacts, ...answeredFields });
export type Item = z.output<typeof item>;

export const itemPage = parseAtOnce(
  z.object({ items: z.array(itemSummary), nextCursor: z.string().nullable() }),
);
export type ItemPage = z.output<typeof itemPage>;
export const itemList = parseAtOnce(z.object({ items: z.array(itemSummary) }));
export type ItemList = z.output<typeof itemList>;
export const changedIds = z.object({ ids: z.array(answeredId) });
export type ChangedIds = z.output<typeof changedIds>;
export const emptiedTrash = z.object({ erasedItems: z.int(), erasedCategories: z.int() });

/** A kept version: what the item was until `replacedAt`. */
export const itemVersion = z.object({
  id: answeredId,
  createdAt: instant,
  replacedAt: instant,
  damaged: z.boolean(),
  ...answeredFields,
});
export type ItemVersion = z.output<typeof itemVersion>;
export const itemHistory = z.object({ versions: z.array(itemVersion) });
export const forgottenVersions = z.object({ forgotten: z.int() });
