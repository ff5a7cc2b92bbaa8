import type { AttachmentId, ItemId, VaultId, VaultScope } from "../ids.ts";
import type { Sealed } from "../sealed.ts";
import type { Refusal } from "./membership.ts";
import type { WriteOptions } from "./write-options.ts";

/** arriving: chunks are still missing. erasing: its chunks go, and only the sweep sees it. */
export type AttachmentState = "arriving" | "ready" | "erasing";

export interface AttachmentRow {
  readonly id: AttachmentId;
  readonly itemId: ItemId;
  readonly state: Exclude<AttachmentState, "erasing">;
  /** What its chunks hold when all have arrived, padding included: a hint, as `received` is. The record decides. */
  readonly bytes: number;
  /** Chunks that have arrived. */
  readonly received: number;
  /** SHA-256 over the sealed chunks in their order; null while it arrives. */
  readonly digest: Uint8Array | null;
  readonly sealRev: number;
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was removed; null: it wasn't. */
  readonly deletedAt: number | null;
  readonly sealed: Sealed;
}

export type NewAttachmentRow = Pick<AttachmentRow, "id" | "itemId" | "bytes" | "sealed">;

/** What a vault, an item and the server may hold. Arriving, removed and trashed files count. */
export interface AttachmentLimits {
  readonly filesAnItem: number;
  readonly vaultBytes: number;
  readonly serverBytes: number;
}

export type AttachmentInserted =
  | { readonly outcome: "inserted"; readonly row: AttachmentRow }
  | { readonly outcome: "key-replaced" }
  /** The item doesn't exist, or is in the trash. */
  | { readonly outcome: "unknown-item" }
  | { readonly outcome: "too-many-files" }
  /** `left`: bytes that one more file may still have. */
  | { readonly outcome: "quota-exceeded"; readonly left: number };

export type ChunkWritten =
  | { readonly outcome: "written"; readonly received: number }
  /** Another part came first: it continues behind `received` chunks. */
  | { readonly outcome: "overtaken"; readonly received: number }
  /** It was removed, finished or erased in between. */
  | { readonly outcome: "gone" };

/** A file's record sealed again, as a reader of revision `expectedRevision` made it. */
export interface AttachmentReplacement {
  readonly id: AttachmentId;
  readonly expectedRevision: number;
  readonly sealRev: number;
  readonly sealed: Sealed;
}

export type AttachmentReplaced =
  | { readonly outcome: "replaced"; readonly row: AttachmentRow }
  | { readonly outcome: "conflict" }
  | { readonly outcome: "key-replaced" };

export interface AttachmentUse {
  readonly files: number;
  readonly bytes: number;
}

/**
 * The files of items: a sealed record each, and sealed chunks that never change. What is finished, renamed, removed or restored
 * raises the item's revision. Files that are being erased are seen by nothing but `eraseSome`.
 */
export interface AttachmentStore {
  /** As those of items. */
  reserveIds(vaultId: VaultId, count: number): Promise<AttachmentId>;
  /** Checks the limits in the transaction that inserts the row. */
  insert(
    scope: VaultScope,
    row: NewAttachmentRow,
    options: WriteOptions & { readonly limits: AttachmentLimits },
  ): Promise<AttachmentInserted | Refusal>;
  /** Arriving and removed files too, in order of their ids; `itemId` left out: of every item. */
  list(scope: VaultScope, filter?: { readonly itemId?: ItemId | undefined }): Promise<AttachmentRow[]>;
  find(scope: VaultScope, id: AttachmentId): Promise<AttachmentRow | null>;
  /** Only onto a file that is arriving, isn't removed and has exactly `no` chunks. */
  appendChunk(
    scope: VaultScope,
    id: AttachmentId,
    chunk: { readonly no: number; readonly sealed: Sealed; readonly now: number },
  ): Promise<ChunkWritten | Refusal>;
  readChunk(scope: VaultScope, id: AttachmentId, no: number): Promise<Sealed | null>;
  /** An arriving file of exactly `received` chunks gets ready. */
  finish(
    scope: VaultScope,
    replacement: AttachmentReplacement & { readonly received: number; readonly digest: Uint8Array },
    options: WriteOptions,
  ): Promise<AttachmentReplaced | Refusal>;
  /** Another record for a file that is ready and isn't removed. */
  replace(
    scope: VaultScope,
    replacement: AttachmentReplacement,
    options: WriteOptions,
  ): Promise<AttachmentReplaced | Refusal>;
  /** Ready files of items that aren't in the trash can come back; an arriving one is erased. Answers which went. */
  remove(scope: VaultScope, ids: readonly AttachmentId[], now: number): Promise<AttachmentId[] | Refusal>;
  /** Answers which came back. */
  restore(scope: VaultScope, ids: readonly AttachmentId[], now: number): Promise<AttachmentId[] | Refusal>;
  /** Marks all files of these items for erasing where the item is in the trash: they don't come back with it. */
  markErasing(scope: VaultScope, itemIds: readonly ItemId[]): Promise<number | Refusal>;
  /** Marks, of every owner, what began to arrive before `arrivingBefore` or was removed before `removedBefore`. */
  markOverdue(cutoffs: { readonly arrivingBefore: number; readonly removedBefore: number }): Promise<number>;
  /** Erases at most `chunks` chunks, of every owner, of files that are marked, and the rows of those that have none. Answers whether something is left. */
  eraseSome(chunks: number): Promise<boolean>;
  /** What a vault's files take, and what all files of the server do. */
  use(scope: VaultScope): Promise<{ readonly vault: AttachmentUse; readonly server: AttachmentUse }>;
}
