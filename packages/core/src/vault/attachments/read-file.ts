import { CHUNK_BYTES, openChunk } from "../../cipher/chunk.ts";
import { wipe } from "../../cipher/keys.ts";
import type { AttachmentId } from "../../ids.ts";
import type { Attachment } from "../../schemas/attachments.ts";
import type { AttachmentRow } from "../../store/attachment-store.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { loadAttachment, noSuchFile } from "./attachments.ts";
import { damaged, describeFile, type FileRecord, openFileRecord } from "./file-record.ts";

/** Bytes of a file, the last one included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** The chunk that didn't open, for the log; the error is the vault's RECORD_DAMAGED. */
export type DamageReport = (chunk: { readonly id: AttachmentId; readonly no: number }) => void;

export interface ReadableFile {
  readonly attachment: Attachment;
  /**
   * The file's bytes, a chunk at a time; each is opened before any of it is given, and belongs to who reads it.
   * `range` left out: all of them. @throws VaultError RECORD_DAMAGED at a chunk that doesn't open.
   */
  read(range?: ByteRange): AsyncGenerator<Uint8Array, void>;
}

/** A file that has arrived, removed or not. @throws VaultError NOT_FOUND, RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export async function openAttachment(
  deps: VaultDeps,
  vault: OpenVault,
  {
    id,
    reportDamage = () => undefined,
  }: { readonly id: AttachmentId; readonly reportDamage?: DamageReport | undefined },
): Promise<ReadableFile> {
  const row = await loadAttachment(deps, vault, id);
  if (row.state !== "ready") throw noSuchFile(id);
  const file = openFileRecord(vault, row);
  return {
    attachment: describeFile(vault, row),
    async *read(range = { first: 0, last: file.bytes - 1 }) {
      const chunks = {
        first: Math.floor(range.first / CHUNK_BYTES),
        last: Math.floor(range.last / CHUNK_BYTES),
      };
      // An empty file's range ends before it begins, and its one chunk says that it is empty.
      const last = Math.max(chunks.first, chunks.last);
      for await (const { no, opened } of openChunks(deps, vault, {
        ...row,
        file,
        first: chunks.first,
        last,
      })) {
        if (opened === null) {
          reportDamage({ id, no });
          throw damaged(id);
        }
        const start = no * CHUNK_BYTES;
        yield opened.subarray(Math.max(0, range.first - start), range.last + 1 - start);
      }
    },
  };
}

/** Chunks of a file in their order, opened; null: one is missing, doesn't open, or has another length than it must. */
export async function* openChunks(
  deps: VaultDeps,
  vault: OpenVault,
  { id, file, first, last }: AttachmentRow & ByteRange & { readonly file: FileRecord },
): AsyncGenerator<{ no: number; sealed: Uint8Array | null; opened: Uint8Array | null }, void> {
  const key = file.key();
  try {
    for (let no = first; no <= last; no += 1) {
      const isLast = no === file.chunks - 1;
      const sealed = await deps.store.attachments.readChunk(vault.scope, id, no);
      const opened = sealed && openChunk(key, { attachmentId: id, no, isLast }, sealed);
      const bytes = isLast ? file.bytes - no * CHUNK_BYTES : CHUNK_BYTES;
      yield { no, sealed, opened: opened?.length === bytes ? opened : null };
      await deps.clock.yield();
    }
  } finally {
    wipe(key);
  }
}
