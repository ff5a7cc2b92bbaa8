import { paddedBytes } from "../../cipher/chunk.ts";
import { VaultError } from "../../errors.ts";
import type { AttachmentId } from "../../ids.ts";
import type {
  Attachment,
  AttachmentIds,
  AttachmentList,
  AttachmentName,
  AttachmentsOf,
  AttachmentUse,
  ChangedAttachments,
  OneAttachment,
} from "../../schemas/attachments.ts";
import type { AttachmentRow } from "../../store/attachment-store.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { openedUnderSameKey } from "../records/same-key.ts";
import { eraseMarkedFiles } from "./erase-files.ts";
import { describeFile, openFileRecord, sealFileRecord } from "./file-record.ts";

/** Those that arrive and those that were removed, too. @throws VaultError CONFLICT (the vault got another key in between). */
export async function listAttachments(
  deps: VaultDeps,
  vault: OpenVault,
  { itemId }: AttachmentsOf,
): Promise<AttachmentList> {
  const rows = await deps.store.attachments.list(vault.scope, { itemId });
  const opened = await inSlices(deps.clock, rows, (row) => describeFile(vault, row));
  return { attachments: await openedUnderSameKey(deps, vault, opened) };
}

/** @throws VaultError NOT_FOUND, RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export async function getAttachment(
  deps: VaultDeps,
  vault: OpenVault,
  { id }: OneAttachment,
): Promise<Attachment> {
  const row = await loadAttachment(deps, vault, id);
  openFileRecord(vault, row);
  return describeFile(vault, row);
}

/** @throws VaultError NOT_FOUND (it doesn't exist, arrives or was removed), CONFLICT, RECORD_DAMAGED. */
export async function renameAttachment(
  deps: VaultDeps,
  vault: OpenVault,
  { id, revision, name }: AttachmentName,
): Promise<Attachment> {
  const row = await loadAttachment(deps, vault, id);
  if (row.state !== "ready" || row.deletedAt !== null) throw noSuchFile(id);
  const { record } = openFileRecord(vault, row);
  const sealRev = row.sealRev + 1;
  const sealed = sealFileRecord(deps, vault, { place: { id, sealRev }, record: { ...record, name } });
  const answer = requireAllowed(
    await deps.store.attachments.replace(
      vault.scope,
      { id, expectedRevision: revision, sealRev, sealed },
      { keyNumber: vault.keys.current, now: deps.clock.now() },
    ),
  );
  if (answer.outcome !== "replaced") throw new VaultError("CONFLICT", { table: "attachments", ids: [id] });
  return describeFile(vault, answer.row);
}

/** Removed files can be restored for as long as versions are kept; one that arrives is given up. Answers the ids that went. */
export async function removeAttachments(
  deps: VaultDeps,
  vault: OpenVault,
  { ids }: AttachmentIds,
): Promise<ChangedAttachments> {
  const removed = requireAllowed(await deps.store.attachments.remove(vault.scope, ids, deps.clock.now()));
  await eraseMarkedFiles(deps);
  return { ids: removed };
}

/** Answers the ids that came back. */
export const restoreAttachments = async (
  deps: VaultDeps,
  vault: OpenVault,
  { ids }: AttachmentIds,
): Promise<ChangedAttachments> => ({
  ids: requireAllowed(await deps.store.attachments.restore(vault.scope, ids, deps.clock.now())),
});

/** What the vault's files take, and what one more may have. */
export async function measureAttachments(deps: VaultDeps, vault: OpenVault): Promise<AttachmentUse> {
  const { maxAttachmentBytes, attachmentQuotaBytes, attachmentsTotalBytes } = deps.policy;
  const use = await deps.store.attachments.use(vault.scope);
  const room = Math.min(attachmentQuotaBytes - use.vault.bytes, attachmentsTotalBytes - use.server.bytes);
  return {
    files: use.vault.files,
    usedBytes: use.vault.bytes,
    quotaBytes: attachmentQuotaBytes,
    leftBytes: largestFile(room, maxAttachmentBytes),
    maxBytes: maxAttachmentBytes,
  };
}

/** The largest file that, padded, fits into so many bytes. */
export function largestFile(room: number, maxBytes: number): number {
  const padding = paddedBytes(0);
  return Math.max(0, Math.min(maxBytes, Math.floor(room / padding) * padding - 1));
}

/** @throws VaultError NOT_FOUND for an id that isn't the vault's. */
export async function loadAttachment(
  deps: Pick<VaultDeps, "store">,
  vault: OpenVault,
  id: AttachmentId,
): Promise<AttachmentRow> {
  const row = await deps.store.attachments.find(vault.scope, id);
  if (!row) throw noSuchFile(id);
  return row;
}

export const noSuchFile = (id: AttachmentId) =>
  new VaultError("NOT_FOUND", { table: "attachments", ids: [id] });
