import { CHUNK_BYTES, paddedBytes, sealChunk } from "../../cipher/chunk.ts";
import { newFileKey, wipe } from "../../cipher/keys.ts";
import { VaultError } from "../../errors.ts";
import type { AttachmentId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { BegunAttachment, NewAttachment } from "../../schemas/attachments.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { largestFile, loadAttachment, noSuchFile } from "./attachments.ts";
import { newFileRecord, openFileRecord, sealFileRecord } from "./file-record.ts";

/**
 * Makes room for a file whose bytes come with `receivePart`. What it declares counts at once.
 * @throws VaultError NOT_FOUND (the item doesn't exist, or is in the trash), QUOTA_EXCEEDED, INVALID_INPUT (too many files, or none
 * are allowed), CONFLICT.
 */
export async function beginAttachment(
  deps: VaultDeps,
  vault: OpenVault,
  input: NewAttachment,
): Promise<BegunAttachment> {
  const { itemId, bytes } = input;
  const { maxAttachmentBytes, attachmentQuotaBytes, attachmentsTotalBytes } = deps.policy;
  if (maxAttachmentBytes === 0)
    throw new VaultError("INVALID_INPUT", { table: "attachments" }, "This server doesn't accept files.");
  if (bytes > maxAttachmentBytes) throw quotaExceeded(maxAttachmentBytes);
  const id = await deps.store.attachments.reserveIds(vault.scope.vaultId, 1);
  const key = newFileKey(deps.random);
  try {
    const record = newFileRecord(input, key, vault.device);
    const sealed = sealFileRecord(deps, vault, { place: { id, sealRev: 1 }, record });
    const answer = requireAllowed(
      await deps.store.attachments.insert(
        vault.scope,
        { id, itemId, bytes: paddedBytes(bytes), sealed },
        {
          keyNumber: vault.keys.current,
          now: deps.clock.now(),
          limits: {
            filesAnItem: LIMITS.filesAnItem,
            vaultBytes: attachmentQuotaBytes,
            serverBytes: attachmentsTotalBytes,
          },
        },
      ),
    );
    switch (answer.outcome) {
      case "inserted":
        return { id, chunkBytes: CHUNK_BYTES };
      case "key-replaced":
        throw new VaultError("CONFLICT", { table: "attachments" });
      case "unknown-item":
        throw new VaultError("NOT_FOUND", { table: "items", ids: [itemId] });
      case "too-many-files":
        throw new VaultError(
          "INVALID_INPUT",
          { table: "items", ids: [itemId] },
          `An item can have at most ${LIMITS.filesAnItem} files, counting removed ones.`,
        );
      case "quota-exceeded":
        throw quotaExceeded(largestFile(answer.left, maxAttachmentBytes));
    }
  } finally {
    wipe(key);
  }
}

const quotaExceeded = (leftBytes: number) =>
  new VaultError("QUOTA_EXCEEDED", { table: "attachments", leftBytes });

export interface Part {
  readonly id: AttachmentId;
  /** The byte of the file that the part begins with: as many as were received. */
  readonly from: number;
}

/**
 * Seals and writes a part of a file as it comes: each chunk in a separate transaction, the next one read afterwards, so that
 * memory holds one chunk. What a broken part brought of a chunk is dropped.
 * @returns how many of the file's bytes are written now, and whether that is all of them.
 * @throws VaultError NOT_FOUND (no such file is arriving), ATTACHMENT_INCOMPLETE (`received`: where to continue), INVALID_INPUT (more
 * bytes than were declared, or an end within a chunk), RECORD_DAMAGED, and what reading the part throws.
 */
export async function receivePart(
  deps: VaultDeps,
  vault: OpenVault,
  { id, from, part }: Part & { readonly part: AsyncIterable<Uint8Array> | Iterable<Uint8Array> },
): Promise<{ received: number; done: boolean }> {
  const row = await loadAttachment(deps, vault, id);
  if (row.state !== "arriving") throw noSuchFile(id);
  const file = openFileRecord(vault, row);
  const receivedBytes = (chunks: number) => Math.min(chunks * CHUNK_BYTES, file.bytes);
  if (from !== receivedBytes(row.received)) throw incomplete(id, receivedBytes(row.received));

  const key = file.key();
  const held = new Uint8Array(CHUNK_BYTES);
  let heldBytes = 0;
  let no = row.received;
  const write = async () => {
    const isLast = no === file.chunks - 1;
    const sealed = sealChunk(deps.random, key, {
      place: { attachmentId: id, no, isLast },
      bytes: held.subarray(0, heldBytes),
    });
    const chunk = { no, sealed, now: deps.clock.now() };
    const answer = requireAllowed(await deps.store.attachments.appendChunk(vault.scope, id, chunk));
    if (answer.outcome === "gone") throw noSuchFile(id);
    if (answer.outcome === "overtaken") throw incomplete(id, receivedBytes(answer.received));
    no = answer.received;
    heldBytes = 0;
    await deps.clock.yield();
  };
  try {
    for await (const bytes of part) {
      for (let at = 0; at < bytes.length; ) {
        // The last chunk waits for the part's end, which shows that no more comes than was declared.
        const room = roomIn(file, no) - heldBytes;
        if (room <= 0) throw tooLong(id);
        const some = bytes.subarray(at, at + room);
        held.set(some, heldBytes);
        heldBytes += some.length;
        at += some.length;
        if (heldBytes === CHUNK_BYTES && no < file.chunks - 1) await write();
      }
    }
    if (no === file.chunks - 1 && heldBytes === roomIn(file, no)) await write();
    if (heldBytes > 0) throw offTheBorder(id);
    return { received: receivedBytes(no), done: no === file.chunks };
  } finally {
    wipe(key, held);
  }
}

/** What a chunk of the file holds; nothing where there is none. */
function roomIn(file: { readonly bytes: number; readonly chunks: number }, no: number): number {
  if (no >= file.chunks) return 0;
  return no === file.chunks - 1 ? file.bytes - no * CHUNK_BYTES : CHUNK_BYTES;
}

export const incomplete = (id: AttachmentId, received: number) =>
  new VaultError("ATTACHMENT_INCOMPLETE", { table: "attachments", ids: [id], received });

const tooLong = (id: AttachmentId) =>
  new VaultError(
    "INVALID_INPUT",
    { table: "attachments", ids: [id], field: "bytes" },
    "The file has more bytes than were declared.",
  );

const offTheBorder = (id: AttachmentId) =>
  new VaultError(
    "INVALID_INPUT",
    { table: "attachments", ids: [id], field: "bytes" },
    `A part must end at a multiple of ${CHUNK_BYTES} bytes, or with the file.`,
  );
