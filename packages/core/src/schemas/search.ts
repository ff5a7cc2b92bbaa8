import { z } from "zod";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { LIMITS } from "../rules/limits.ts";
import { answeredId, ofVault } from "./ids.ts";
import { item } from "./items.ts";
import { sentText } from "./text.ts";

/** Each text is looked for by itself, so that a client can combine the answers with what it knows of the other fields. */
export const notesSearch = z.strictObject({
  ...ofVault,
  texts: z
    .array(
      sentText("A search text")
        .min(1, "A search text is empty.")
        .max(LIMITS.searchTextChars, `A search text has at most ${LIMITS.searchTextChars} characters.`),
    )
    .min(1, "List at least one search text.")
    .max(LIMITS.searchTexts, `Search for at most ${LIMITS.searchTexts} texts at once.`),
});
export type NotesSearch = z.output<typeof notesSearch>;

/**
 * For each text, in the order asked, the ids of the items whose notes hold it, and for each of them a line of what stands around the
 * hit; no lines at all where there are more than LIMITS.notesExcerpts.
 */
export const notesFound = z.object({
  found: z.array(z.object({ ids: z.array(answeredId), excerpts: z.array(z.string()) })),
});
export type NotesFound = z.output<typeof notesFound>;

export const itemNaming = z.strictObject({
  ...ofVault,
  /** What someone calls it: its name, or a part of it. */
  name: sentText("The name to search for")
    .min(1, "The name to search for is empty.")
    .max(
      ITEM_FIELDS.name.maxChars,
      `The name to search for has at most ${ITEM_FIELDS.name.maxChars} characters.`,
    ),
  trash: z.boolean().default(false),
});
export type ItemNaming = z.output<typeof itemNaming>;

export const foundItem = z.object({
  /** The one that is meant; null: none, or several. */
  item: item.nullable(),
  /** Where several may be meant: the first of them, in the vault's order. */
  candidates: z.array(z.object({ id: answeredId, name: z.string(), username: z.string(), url: z.string() })),
  /** How many may be meant. */
  count: z.int(),
});
export type FoundItem = z.output<typeof foundItem>;
