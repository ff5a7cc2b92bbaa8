import { z } from "zod";
import { WRITTEN_FIELDS } from "../items/fields.ts";
import { LIMITS } from "../rules/limits.ts";
import { answeredId, attachmentId, inVault, itemId, ofVault, revision, versionId } from "./ids.ts";
import { itemSummary } from "./items.ts";

export const duplicatesRequest = inVault;

export const duplicateGroups = z.object({
  /** Live items that are the same one, most likely; each in one group. */
  groups: z.array(z.array(answeredId)),
  /** Items that don't open, of which nothing can be said. */
  damaged: z.int(),
});
export type DuplicateGroups = z.output<typeof duplicateGroups>;

/** Whether they are distinct, and not the one that stays, is checked once they are known to be the caller's. */
const others = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .array(z.strictObject({ id: itemId, revision, ...shape }))
    .min(1, "List at least one item.")
    .max(LIMITS.mergedItems - 1, `List at most ${LIMITS.mergedItems - 1} items in one call.`);

/** The item that stays, and those that are merged into it. */
export const mergeRequest = z.strictObject({ ...ofVault, id: itemId, revision, others: others({}) });
export type MergeRequest = z.output<typeof mergeRequest>;

export const mergePreview = z.object({
  /** Fields in which the items differ. A text is null where it is secret. */
  differences: z.array(
    z.object({
      field: z.enum(WRITTEN_FIELDS),
      /** The merged item's. */
      merged: z.string().nullable(),
      /** Whose value it is; null: it was made of several. */
      from: answeredId.nullable(),
      items: z.array(z.object({ id: answeredId, text: z.string().nullable() })),
    }),
  ),
  /** Whose password the merged item has; null: none. */
  passwordFrom: answeredId.nullable(),
  /** Items with something that the merged item doesn't show: what they are becomes a version of it. */
  asVersions: z.array(answeredId),
  /** Versions that the merged item gets. */
  versions: z.int(),
  /** Passwords that go into the field of older passwords, since only so many versions are kept. */
  olderPasswords: z.int(),
  /** Files that it gets. */
  files: z.int(),
  /** The limit that the merged item would pass, in words; null: none. */
  limit: z.string().nullable(),
});
export type MergePreview = z.output<typeof mergePreview>;

/** What taking a merge back needs to know of it. */
export const mergeUndo = z.strictObject({
  ...ofVault,
  id: itemId,
  revision,
  /** What the item was before. */
  versionId,
  /** It had no category before. */
  leavesCategory: z.boolean(),
  others: others({ files: z.array(attachmentId).max(LIMITS.filesAnItem) }),
});
export type MergeUndo = z.output<typeof mergeUndo>;

export const mergedItems = z.object({
  item: itemSummary,
  /** As `duplicates.undo` takes it; null: the server keeps no versions, so there is nothing to go back to. */
  undo: z
    .object({
      id: answeredId,
      revision: z.int(),
      versionId: answeredId,
      leavesCategory: z.boolean(),
      others: z.array(z.object({ id: answeredId, revision: z.int(), files: z.array(answeredId) })),
    })
    .nullable(),
});
export type MergedItems = z.output<typeof mergedItems>;

export const undoneMerge = z.object({ ids: z.array(answeredId) });
export type UndoneMerge = z.output<typeof undoneMerge>;
