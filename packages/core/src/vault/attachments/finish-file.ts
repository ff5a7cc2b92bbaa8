import { CHUNK_BYTES } from "../../cipher/chunk.ts";
import { wipe } from "../../cipher/keys.ts";
import { VaultError } from "../../errors.ts";
import { toHex } from "../../hex.ts";
import type { AttachmentId } from "../../ids.ts";
import type { Attachment, FinishedAttachment } from "../../schemas/attachments.ts";
import type { AttachmentRow } from "../../store/attachment-store.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { loadAttachment, noSuchFile } from "./attachments.ts";
import { damaged, describeFile, type FileRecord, openFileRecord, sealFileRecord } from "./file-record.ts";
import { openChunks } from "./read-file.ts";
import { incomplete } from "./receive-file.ts";

/** A renewal of the vault key seals the record again in between, once or twice. */
const MAX_TRIES = 5;

/**
 * Makes a file of the item what has arrived whole; once more, it answers the same. Every chunk is read back and opened before.
 * @throws VaultError NOT_FOUND, ATTACHMENT_INCOMPLETE (`received`), INVALID_INPUT (another SHA-256), RECORD_DAMAGED, CONFLICT.
 */
export async function finishAttachment(
  deps: VaultDeps,
  vault: OpenVault,
  { id, sha256 }: FinishedAttachment,
): Promise<Attachment> {
  let hashes: Hashes | null = null;
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const row = await loadAttachment(deps, vault, id);
    const file = openFileRecord(vault, row);
    if (row.state === "ready") {
      if (row.deletedAt !== null) throw noSuchFile(id);
      refuseOther(id, sha256, String(file.record.sha256));
      return describeFile(vault, row);
    }
    if (row.received < file.chunks) throw incomplete(id, Math.min(row.received * CHUNK_BYTES, file.bytes));
    hashes ??= await readBack(deps, vault, { row, file });
    refuseOther(id, sha256, hashes.sha256);
    const sealRev = row.sealRev + 1;
    const record = { ...file.record, sha256: hashes.sha256 };
    const answer = requireAllowed(
      await deps.store.attachments.finish(
        vault.scope,
        {
          id,
          expectedRevision: row.revision,
          sealRev,
          sealed: sealFileRecord(deps, vault, { place: { id, sealRev }, record }),
          received: row.received,
          digest: hashes.digest,
        },
        { keyNumber: vault.keys.current, now: deps.clock.now() },
      ),
    );
    if (answer.outcome === "replaced") return describeFile(vault, answer.row);
  }
  throw new VaultError("CONFLICT", { table: "attachments", ids: [id] });
}

interface Hashes {
  /** The file's hash, in hexadecimal. */
  readonly sha256: string;
  /** Of its sealed chunks. */
  readonly digest: Uint8Array;
}

async function readBack(
  deps: VaultDeps,
  vault: OpenVault,
  { row, file }: { readonly row: AttachmentRow; readonly file: FileRecord },
): Promise<Hashes> {
  const ofFile = deps.newSha256();
  const ofChunks = deps.newSha256();
  for await (const { sealed, opened } of openChunks(deps, vault, {
    ...row,
    file,
    first: 0,
    last: file.chunks - 1,
  })) {
    if (sealed === null || opened === null) throw damaged(row.id);
    ofFile.update(opened);
    ofChunks.update(sealed);
    wipe(opened);
  }
  return { sha256: toHex(ofFile.digest()), digest: ofChunks.digest() };
}

function refuseOther(id: AttachmentId, expected: string | undefined, actual: string): void {
  if (expected === undefined || expected === actual) return;
  throw new VaultError(
    "INVALID_INPUT",
    { table: "attachments", ids: [id], field: "sha256" },
    "The file that arrived isn't the one that was announced. Remove it and send it again.",
  );
}
