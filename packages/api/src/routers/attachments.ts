import {
  attachment,
  attachmentIds,
  attachmentList,
  attachmentName,
  attachmentsOf,
  attachmentUse,
  begunAttachment,
  changedAttachments,
  finishedAttachment,
  newAttachment,
  oneAttachment,
} from "@opp/core/schemas/attachments";
import { inVault } from "@opp/core/schemas/ids";
import {
  getAttachment,
  listAttachments,
  measureAttachments,
  removeAttachments,
  renameAttachment,
  restoreAttachments,
} from "@opp/core/vault/attachments/attachments";
import { finishAttachment } from "@opp/core/vault/attachments/finish-file";
import { beginAttachment } from "@opp/core/vault/attachments/receive-file";
import { router, vaultProcedure } from "../procedures.ts";

/** Files of items. Their bytes come and go by another route. */
export const attachmentsRouter = router({
  list: vaultProcedure(attachmentsOf, "reader")
    .output(attachmentList)
    .query(({ ctx, input }) => listAttachments(ctx.deps, ctx.vault, input)),

  get: vaultProcedure(oneAttachment, "reader")
    .output(attachment)
    .query(({ ctx, input }) => getAttachment(ctx.deps, ctx.vault, input)),

  use: vaultProcedure(inVault, "reader")
    .output(attachmentUse)
    .query(({ ctx }) => measureAttachments(ctx.deps, ctx.vault)),

  begin: vaultProcedure(newAttachment, "editor")
    .output(begunAttachment)
    .mutation(({ ctx, input }) => beginAttachment(ctx.deps, ctx.vault, input)),

  finish: vaultProcedure(finishedAttachment, "editor")
    .output(attachment)
    .mutation(({ ctx, input }) => finishAttachment(ctx.deps, ctx.vault, input)),

  rename: vaultProcedure(attachmentName, "editor")
    .output(attachment)
    .mutation(({ ctx, input }) => renameAttachment(ctx.deps, ctx.vault, input)),

  remove: vaultProcedure(attachmentIds, "editor")
    .output(changedAttachments)
    .mutation(({ ctx, input }) => removeAttachments(ctx.deps, ctx.vault, input)),

  restore: vaultProcedure(attachmentIds, "editor")
    .output(changedAttachments)
    .mutation(({ ctx, input }) => restoreAttachments(ctx.deps, ctx.vault, input)),
});
