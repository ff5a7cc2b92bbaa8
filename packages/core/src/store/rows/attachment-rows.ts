import type {
  AttachmentInserted,
  AttachmentLimits,
  AttachmentReplaced,
  AttachmentReplacement,
  AttachmentRow,
  AttachmentUse,
  NewAttachmentRow,
} from "../attachment-store.ts";

/** The row of a new file, unless a limit forbids it. `filesOfItem` and `used` don't count it yet. */
export function judgeNewFile(
  row: NewAttachmentRow,
  now: number,
  {
    filesOfItem,
    used,
    limits,
  }: {
    readonly filesOfItem: number;
    readonly used: { readonly vault: AttachmentUse; readonly server: AttachmentUse };
    readonly limits: AttachmentLimits;
  },
): Extract<AttachmentInserted, { outcome: "inserted" | "too-many-files" | "quota-exceeded" }> {
  if (filesOfItem >= limits.filesAnItem) return { outcome: "too-many-files" };
  const left = Math.min(limits.vaultBytes - used.vault.bytes, limits.serverBytes - used.server.bytes);
  if (row.bytes > left) return { outcome: "quota-exceeded", left: Math.max(left, 0) };
  const inserted: AttachmentRow = {
    ...row,
    state: "arriving",
    received: 0,
    digest: null,
    sealRev: 1,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
  return { outcome: "inserted", row: inserted };
}

export const isReadyToFinish = (
  row: AttachmentRow,
  { received, expectedRevision, sealRev }: AttachmentReplacement & { readonly received: number },
): boolean =>
  row.state === "arriving" &&
  row.received === received &&
  row.revision === expectedRevision &&
  sealRev > row.sealRev;

export const isReplaceable = (
  row: AttachmentRow,
  { expectedRevision, sealRev }: AttachmentReplacement,
): boolean =>
  row.state === "ready" &&
  row.deletedAt === null &&
  row.revision === expectedRevision &&
  sealRev > row.sealRev;

export const replacedBy = (row: AttachmentRow | null): AttachmentReplaced =>
  row === null ? { outcome: "conflict" } : { outcome: "replaced", row };
