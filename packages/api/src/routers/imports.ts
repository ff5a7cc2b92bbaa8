import {
  begunUpload,
  cancelledImport,
  importList,
  importPlan,
  importPreview,
  importSelection,
  importState,
  importsOf,
  newUpload,
  noticesPage,
  noticesRequest,
  planRequest,
  previewRequest,
  undoneImport,
  undoRequest,
  uploadSelection,
} from "@opp/core/schemas/imports";
import { cancelImport, listImports, readImportState } from "@opp/core/vault/incoming/imports";
import { planImport } from "@opp/core/vault/incoming/plan-import";
import { listNotices, previewImport } from "@opp/core/vault/incoming/preview-import";
import { beginUpload } from "@opp/core/vault/incoming/receive-import";
import { runImport } from "@opp/core/vault/incoming/run-import";
import { undoImport } from "@opp/core/vault/incoming/undo-import";
import { router, vaultProcedure } from "../procedures.ts";

/** A file is begun here, and its parts come by their own route (apps/server). Then: preview, plan, and run until it is done. */
export const importsRouter = router({
  begin: vaultProcedure(newUpload, "editor")
    .output(begunUpload)
    .mutation(({ ctx, input }) => beginUpload(ctx.deps, ctx.vault, input)),

  preview: vaultProcedure(previewRequest, "editor")
    .meta({ body: "ids" })
    .output(importPreview)
    .mutation(({ ctx, input }) => previewImport(ctx.deps, ctx.vault, input)),

  notices: vaultProcedure(noticesRequest, "editor")
    .output(noticesPage)
    .query(({ ctx, input }) => listNotices(ctx.deps, ctx.vault, input)),

  plan: vaultProcedure(planRequest, "editor")
    .meta({ body: "ids", heavy: "read" })
    .output(importPlan)
    .mutation(({ ctx, input }) => planImport(ctx.deps, ctx.vault, input)),

  run: vaultProcedure(uploadSelection, "editor")
    .meta({ heavy: "write" })
    .output(importState)
    .mutation(({ ctx, input }) => runImport(ctx.deps, ctx.vault, input)),

  progress: vaultProcedure(importSelection, "editor")
    .output(importState)
    .query(({ ctx, input }) => readImportState(ctx.deps, ctx.vault, input)),

  cancel: vaultProcedure(uploadSelection, "editor")
    .output(cancelledImport)
    .mutation(({ ctx, input }) => cancelImport(ctx.deps, ctx.vault, input)),

  list: vaultProcedure(importsOf, "editor")
    .output(importList)
    .query(({ ctx }) => listImports(ctx.deps, ctx.vault)),

  undo: vaultProcedure(undoRequest, "editor")
    .meta({ heavy: "write" })
    .output(undoneImport)
    .mutation(({ ctx, input }) => undoImport(ctx.deps, ctx.vault, input)),
});
