import {
  duplicateGroups,
  duplicatesRequest,
  mergedItems,
  mergePreview,
  mergeRequest,
  mergeUndo,
  undoneMerge,
} from "@opp/core/schemas/duplicates";
import { findDuplicates } from "@opp/core/vault/reports/find-duplicates";
import { mergeItems, previewMerge, undoMerge } from "@opp/core/vault/reports/merge-items";
import { router, vaultProcedure } from "../procedures.ts";

export const duplicatesRouter = router({
  list: vaultProcedure(duplicatesRequest, "reader")
    .meta({ heavy: "read" })
    .output(duplicateGroups)
    .query(({ ctx }) => findDuplicates(ctx.deps, ctx.vault)),

  preview: vaultProcedure(mergeRequest, "reader")
    .output(mergePreview)
    .query(({ ctx, input }) => previewMerge(ctx.deps, ctx.vault, input)),

  merge: vaultProcedure(mergeRequest, "editor")
    .output(mergedItems)
    .mutation(({ ctx, input }) => mergeItems(ctx.deps, ctx.vault, input)),

  undo: vaultProcedure(mergeUndo, "editor")
    .output(undoneMerge)
    .mutation(({ ctx, input }) => undoMerge(ctx.deps, ctx.vault, input)),
});
