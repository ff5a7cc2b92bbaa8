import { decodeBase64url, encodeBase64url } from "../../base64.ts";
import { CHUNK_BYTES, chunkCount } from "../../cipher/chunk.ts";
import { asFileKey, type FileKey, KEY_BYTES, wipe } from "../../cipher/keys.ts";
import { openRecord, type SealableRecord, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { AttachmentId } from "../../ids.ts";
import { readText } from "../../items/field-values.ts";
import type { Attachment, NewAttachment } from "../../schemas/attachments.ts";
import type { Sealed } from "../../sealed.ts";
import type { AttachmentRow } from "../../store/attachment-store.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { type Opener, unlessDamaged } from "../records/open-rows.ts";

/** What a file's record says, with fields that this version doesn't know in `record`. */
export interface FileRecord {
  readonly record: SealableRecord;
  readonly bytes: number;
  readonly chunks: number;
  /** For who wipes it. */
  readonly key: () => FileKey;
}

/** The record of a new file. `key` is written into it, and stays the caller's. */
export const newFileRecord = (
  { name, type, bytes }: Pick<NewAttachment, "name" | "type" | "bytes">,
  key: FileKey,
  device: string,
): SealableRecord => ({
  name,
  type,
  bytes,
  key: encodeBase64url(key),
  ...(device !== "" && { addedBy: device }),
});

export const sealFileRecord = (
  { random }: Pick<VaultDeps, "random">,
  vault: OpenVault,
  {
    place,
    record,
  }: {
    readonly place: { readonly id: AttachmentId; readonly sealRev: number };
    readonly record: SealableRecord;
  },
): Sealed => sealRecord(random, vault.keys, { table: "attachment", ...vault.owner, ...place }, record);

/** @throws VaultError RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export function openFileRecord(
  { keys, owner }: Opener,
  { id, sealRev, sealed }: Pick<AttachmentRow, "id" | "sealRev" | "sealed">,
): FileRecord {
  const record = openRecord(keys, { table: "attachment", ...owner, id, sealRev }, sealed);
  const { bytes } = record;
  const isWhole = Number.isSafeInteger(bytes) && Number(bytes) >= 0 && readKey(record) !== null;
  if (!isWhole) throw damaged(id);
  return {
    record,
    bytes: Number(bytes),
    chunks: chunkCount(Number(bytes)),
    key: () => {
      const key = readKey(record);
      if (key === null) throw damaged(id);
      return key;
    },
  };
}

/** What a client sees of a file; one whose record doesn't open is marked. */
export function describeFile(vault: Opener, row: AttachmentRow): Attachment {
  const file = unlessDamaged(() => openFileRecord(vault, row).record);
  const { id, itemId, state, revision, createdAt, updatedAt, deletedAt } = row;
  const bytes = Number(file?.bytes ?? 0);
  return {
    id,
    itemId,
    state,
    name: readText(file?.name),
    type: readText(file?.type),
    bytes,
    received: Math.min(row.received * CHUNK_BYTES, bytes),
    sha256: typeof file?.sha256 === "string" ? file.sha256 : null,
    addedBy: readText(file?.addedBy),
    revision,
    createdAt,
    updatedAt,
    deletedAt,
    damaged: file === null,
  };
}

export const damaged = (id: AttachmentId) =>
  new VaultError("RECORD_DAMAGED", { table: "attachments", ids: [id] });

function readKey({ key }: SealableRecord): FileKey | null {
  const bytes = typeof key === "string" ? decodeBase64url(key) : null;
  if (bytes?.length === KEY_BYTES) return asFileKey(bytes);
  wipe(bytes);
  return null;
}
