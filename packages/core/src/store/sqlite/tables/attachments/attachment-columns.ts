import { type SQL, sql } from "drizzle-orm";
import type { AttachmentRow } from "../../../attachment-store.ts";
import { attachments } from "../schema/file-schema.ts";

const { id, itemId, bytes, received, digest, sealRev, revision, createdAt, updatedAt, deletedAt, sealed } =
  attachments;

/** What an `AttachmentRow` is made of. */
export const attachmentColumns = {
  id,
  itemId,
  // `isSeen` leaves no other state.
  state: sql<AttachmentRow["state"]>`${attachments.state}`,
  bytes,
  received,
  digest,
  sealRev,
  revision,
  createdAt,
  updatedAt,
  deletedAt,
  sealed,
};

/** What is being erased can't be seen any more. */
export const isSeen: SQL = sql`${attachments.state} <> 'erasing'`;
