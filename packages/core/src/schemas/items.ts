import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { answeredId, categoryId, instant, itemId, itemIds, revision, versionId } from "./ids.ts";
import { customFields, listedField, moreUrls, shownField, totp } from "./item-fields.ts";
import { parseAtOnce } from "./parse-at-once.ts";
import { tags } from "./tags.ts";

const text = (name: string, max: number) =>
  z.string(`${name} must be text.`).max(max, `${name} has at most ${max} characters.`);

/** What a person writes of an item. */
const written = {
  name: text("name", LIMITS.itemNameChars),
  url: text("url", LIMITS.itemUrlChars),
  account: text("account", LIMITS.itemAccountChars),
  username: text("username", LIMITS.itemUsernameChars),
  password: text("password", LIMITS.itemPasswordChars),
  blob: text("blob", LIMITS.itemBlobChars),
  moreUrls,
  totp,
  fields: customFields,
  tags,
  favourite: z.boolean("favourite must be true or false."),
};

/** What the server notes of a write. */
const noted = {
  /** null: there is none, or it is older than this note. */
  passwordChangedAt: instant.nullable(),
  /** The device of the session that wrote the record, as the list of sessions names it; "": not known. */
  changedBy: z.string(),
};

/**
 * What is sealed of an item. A new field is an entry here, and no migration: a record without it opens with its default
 * (vault/item-record.ts).
 */
export const itemRecord = z.strictObject({ ...written, ...noted });
export type ItemRecord = z.output<typeof itemRecord>;

export const newItem = z.strictObject({
  name: written.name.default(""),
  url: written.url.default(""),
  account: written.account.default(""),
  username: written.username.default(""),
  password: written.password.default(""),
  blob: written.blob.default(""),
  moreUrls: moreUrls.optional(),
  totp: totp.optional(),
  fields: customFields.optional(),
  tags: tags.optional(),
  favourite: written.favourite.optional(),
  categoryId: categoryId.nullable().default(null),
});

export const newItems = parseAtOnce(
  z.strictObject({ items: z.array(newItem).min(1, "Name at least one item.").max(LIMITS.manyRows) }),
);
export type NewItems = z.output<typeof newItems>;

/** A change names the revision it saw, and the fields it changes; fields left out stay as they are. */
export const itemChange = z.strictObject(written).partial().extend({
  id: itemId,
  revision,
  categoryId: categoryId.nullable().optional(),
});
export type ItemChange = z.output<typeof itemChange>;

export const itemChanges = parseAtOnce(
  z.strictObject({
    items: z
      .array(itemChange)
      .min(1, "Name at least one item.")
      .max(LIMITS.manyRows)
      .refine((rows) => new Set(rows.map((row) => row.id)).size === rows.length, "An item is named twice."),
  }),
);
export type ItemChanges = z.output<typeof itemChanges>;

export const itemPageRequest = z
  .strictObject({
    /** Left out: of every category. null: those without a category. */
    categoryId: categoryId.nullable().optional(),
    trash: z.boolean().default(false),
    /** `nextCursor` of the page before. */
    cursor: z
      .string()
      .regex(/^-?\d{1,15}\.\d{1,15}$/, "The cursor is not one that a page answered.")
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

export const itemSelection = z.strictObject({ ids: itemIds });
export type ItemSelection = z.output<typeof itemSelection>;
export const oneItem = z.strictObject({ id: itemId });
export type OneItem = z.output<typeof oneItem>;
export const itemMove = z.strictObject({ ids: itemIds, categoryId: categoryId.nullable() });
export type ItemMove = z.output<typeof itemMove>;
/** Left out: everything in the trash, categories too. */
export const trashSelection = z.strictObject({ ids: itemIds.optional() }).default({});
export type TrashSelection = z.output<typeof trashSelection>;
export const versionSelection = z.strictObject({ id: itemId, revision, versionId });
export type VersionSelection = z.output<typeof versionSelection>;

const rowFacts = {
  id: answeredId,
  categoryId: answeredId.nullable(),
  sortId: z.int(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
  /** When somebody last copied from it or opened it; null: never. */
  usedAt: instant.nullable(),
  /** true: the record doesn't open, so its fields are empty; it was not overwritten. */
  damaged: z.boolean(),
};

/** An item as a list shows it: nothing secret. Of what is left out it says whether it is there. */
export const itemSummary = z.object({
  ...rowFacts,
  name: z.string(),
  url: z.string(),
  moreUrls: z.array(z.string()),
  account: z.string(),
  username: z.string(),
  fields: z.array(listedField),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  hasNotes: z.boolean(),
  passwordChangedAt: instant.nullable(),
});
export type ItemSummary = z.output<typeof itemSummary>;

/** Every field of a record, as it is answered. */
const shown = {
  name: z.string(),
  url: z.string(),
  moreUrls: z.array(z.string()),
  account: z.string(),
  username: z.string(),
  password: z.string(),
  totp: z.string(),
  blob: z.string(),
  fields: z.array(shownField),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  passwordChangedAt: instant.nullable(),
  changedBy: z.string(),
};

/** All of one item. */
export const item = z.object({ ...rowFacts, ...shown });
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
  ...shown,
});
export type ItemVersion = z.output<typeof itemVersion>;
export const itemHistory = z.object({ versions: z.array(itemVersion) });
export const forgottenVersions = z.object({ forgotten: z.int() });
