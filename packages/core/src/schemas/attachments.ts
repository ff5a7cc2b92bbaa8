import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { isVisible } from "../rules/text.ts";
import { answeredId, attachmentId, instant, itemId, ofVault, revision } from "./ids.ts";
import { parseAtOnce } from "./parse-at-once.ts";
import { INVISIBLE_NAME, sentText } from "./text.ts";

const fileName = sentText("A file's name")
  .min(1, "A file's name is empty.")
  .max(LIMITS.fileNameChars, `A file's name has at most ${LIMITS.fileNameChars} characters.`)
  .refine(isVisible, INVISIBLE_NAME);

/** What its sender took it for. It isn't checked, and nothing is opened by it. */
const fileType = sentText("A file's type").max(
  LIMITS.fileTypeChars,
  `A file's type has at most ${LIMITS.fileTypeChars} characters.`,
);

/** Hexadecimal, in lower case. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "A SHA-256 must be 64 lower-case hexadecimal digits.");

export const newAttachment = z.strictObject({
  ...ofVault,
  itemId,
  name: fileName,
  type: fileType.default(""),
  bytes: z.int("A file's size must be a whole number.").nonnegative("A file's size can't be negative."),
});
export type NewAttachment = z.output<typeof newAttachment>;

export const begunAttachment = z.object({ id: answeredId, chunkBytes: z.int() });
export type BegunAttachment = z.output<typeof begunAttachment>;

export const oneAttachment = z.strictObject({ ...ofVault, id: attachmentId });
export type OneAttachment = z.output<typeof oneAttachment>;

/** `sha256`: of what was sent; the server compares it with what arrived. */
export const finishedAttachment = oneAttachment.extend({ sha256: sha256.optional() });
export type FinishedAttachment = z.output<typeof finishedAttachment>;

/** Left out: the files of every item. */
export const attachmentsOf = z.strictObject({ ...ofVault, itemId: itemId.optional() }).default({});
export type AttachmentsOf = z.output<typeof attachmentsOf>;

export const attachmentName = oneAttachment.extend({ revision, name: fileName });
export type AttachmentName = z.output<typeof attachmentName>;

export const attachmentIds = z.strictObject({
  ...ofVault,
  ids: z
    .array(attachmentId)
    .min(1, "List at least one id.")
    .max(LIMITS.pageRows)
    .refine((ids) => new Set(ids).size === ids.length, "An id is listed twice."),
});
export type AttachmentIds = z.output<typeof attachmentIds>;

export const changedAttachments = z.object({ ids: z.array(answeredId) });
export type ChangedAttachments = z.output<typeof changedAttachments>;

export const attachment = z.object({
  id: answeredId,
  itemId: answeredId,
  state: z.enum(["arriving", "ready"]),
  name: z.string(),
  type: z.string(),
  /** The file's size. */
  bytes: z.int(),
  /** Bytes that have arrived. */
  received: z.int(),
  /** null while it arrives. */
  sha256: z.string().nullable(),
  /** The device that sent it. */
  addedBy: z.string(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
  /** When it was removed; null: it wasn't. */
  deletedAt: instant.nullable(),
  /** Its record can't be decrypted: name and size are unknown. */
  damaged: z.boolean(),
});
export type Attachment = z.output<typeof attachment>;

export const attachmentList = parseAtOnce(z.object({ attachments: z.array(attachment) }));
export type AttachmentList = z.output<typeof attachmentList>;

export const attachmentUse = z.object({
  files: z.int(),
  /** What the vault's files take, those included that arrive, were removed or are in the trash. */
  usedBytes: z.int(),
  quotaBytes: z.int(),
  /** What one more file may have, by the quota, the server's room and the largest size. */
  leftBytes: z.int(),
  /** The largest size of a file; 0: this server takes none. */
  maxBytes: z.int(),
});
export type AttachmentUse = z.output<typeof attachmentUse>;
