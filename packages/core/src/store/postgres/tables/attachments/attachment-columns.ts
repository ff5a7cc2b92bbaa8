import { and, eq, type SQL, sql } from "drizzle-orm";
import type { AttachmentRow } from "../../../attachment-store.ts";
import { bound } from "../base/statements.ts";
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

export type AttachmentTuple = [
  id: AttachmentRow["id"],
  itemId: AttachmentRow["itemId"],
  state: AttachmentRow["state"],
  bytes: number,
  received: number,
  digest: AttachmentRow["digest"],
  sealRev: number,
  revision: number,
  createdAt: number,
  updatedAt: number,
  deletedAt: number | null,
  sealed: AttachmentRow["sealed"],
];

export const toAttachmentRow = (row: AttachmentTuple): AttachmentRow => ({
  id: row[0],
  itemId: row[1],
  state: row[2],
  bytes: row[3],
  received: row[4],
  digest: row[5],
  sealRev: row[6],
  revision: row[7],
  createdAt: row[8],
  updatedAt: row[9],
  deletedAt: row[10],
  sealed: row[11],
});

/** What is being erased can't be seen any more. */
export const isSeen: SQL = sql`${attachments.state} <> 'erasing'`;

/** The file `id` of the vault `vaultId`. */
export const isThisFile = and(eq(id, bound("id")), eq(attachments.vaultId, bound("vaultId")));
export const nextRevision = sql`${revision} + 1`;
