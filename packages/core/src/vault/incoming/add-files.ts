import type { IncomingAttachment } from "../../duplicates/incoming.ts";
import { VaultError } from "../../errors.ts";
import { type AttachmentId, asAttachmentId, type ImportBatchId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import { newAttachment } from "../../schemas/attachments.ts";
import { listAttachments, removeAttachments } from "../attachments/attachments.ts";
import { finishAttachment } from "../attachments/finish-file.ts";
import { beginAttachment, receivePart } from "../attachments/receive-file.ts";
import type { VaultDeps } from "../deps.ts";
import type { PendingFiles, Upload } from "../import-desk.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";

/**
 * Adds the files of items that were imported, one item after the other, until there are none or the time is over. What an item has
 * already isn't added again; a file that can't be added is named in the report, and costs nothing else.
 * @returns whether none are left.
 */
export async function addPendingFiles(
  deps: VaultDeps,
  vault: OpenVault,
  {
    upload,
    batchId,
    until,
  }: { readonly upload: Upload; readonly batchId: ImportBatchId; readonly until: number },
): Promise<boolean> {
  for (let next = upload.pending[0]; next; next = upload.pending[0]) {
    const added = await addFilesOf(deps, vault, { upload, ...next });
    const { itemId, updatedAt, deletedAt, isMerged } = next;
    const settled = { itemId, updatedAt, deletedAt, files: isMerged ? added : [] };
    requireAllowed(await deps.store.importBatches.settleFiles(vault.scope, batchId, settled));
    upload.counts.attachments += added.length;
    upload.pending.shift();
    await deps.clock.yield();
    if (deps.clock.elapsed() >= until) break;
  }
  return upload.pending.length === 0;
}

async function addFilesOf(
  deps: VaultDeps,
  vault: OpenVault,
  { upload, itemId, name, files, isMerged }: PendingFiles & { readonly upload: Upload },
): Promise<number[]> {
  // In a merge the content decides; elsewhere an item can have one content under two names.
  const keyOf = (sha256: string | null, file: string, isRemoved = false) =>
    isMerged ? String(sha256) : `${sha256} ${isRemoved} ${file}`;
  const there = (await listAttachments(deps, vault, { itemId })).attachments.filter(
    ({ state }) => state === "ready",
  );
  const known = there.map((file) => keyOf(file.sha256, file.name, file.deletedAt !== null));
  const added: number[] = [];
  for (const file of files) {
    // A merge brings no file that was removed there.
    const isRemoved = typeof file.removedAt === "number";
    if (isMerged && isRemoved) continue;
    const at = known.indexOf(keyOf(file.sha256, nameOf(file), isRemoved));
    if (at !== -1) {
      if (!isMerged) known.splice(at, 1);
      continue;
    }
    try {
      added.push(await addFile(deps, vault, { itemId, file }));
      if (isMerged) known.push(keyOf(file.sha256, nameOf(file)));
    } catch (error) {
      if (!(error instanceof VaultError) || FATAL.has(error.code)) throw error;
      const about = `the file ${nameOf(file)}: ${error.message}`;
      upload.notices.push({ item: name, kind: "left-out", about, row: null });
    }
  }
  return added;
}

/** These are about more than one file. */
const FATAL: ReadonlySet<VaultError["code"]> = new Set(["CONFLICT", "ROLE_INSUFFICIENT", "STORAGE_FULL"]);

const nameOf = ({ name }: IncomingAttachment): string => {
  const { data } = newAttachment.shape.name.safeParse(name.slice(0, LIMITS.fileNameChars));
  return data ?? "file";
};

async function addFile(
  deps: VaultDeps,
  vault: OpenVault,
  { itemId, file }: { readonly itemId: PendingFiles["itemId"]; readonly file: IncomingAttachment },
): Promise<AttachmentId> {
  const { bytes, sha256, removedAt } = file;
  const { data: type = "" } = newAttachment.shape.type.safeParse(file.type ?? "");
  const begun = await beginAttachment(deps, vault, { itemId, name: nameOf(file), type, bytes });
  const id = asAttachmentId(begun.id);
  try {
    await receivePart(deps, vault, { id, from: 0, part: file.read() });
    await finishAttachment(deps, vault, { id, sha256 });
    if (typeof removedAt === "number")
      requireAllowed(await deps.store.attachments.remove(vault.scope, [id], removedAt));
    return id;
  } catch (error) {
    await removeAttachments(deps, vault, { ids: [id] });
    throw error;
  }
}
