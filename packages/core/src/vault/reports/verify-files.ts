import { TAG_BYTES } from "../../cipher/aead.ts";
import { CHUNK_BYTES, openChunk } from "../../cipher/chunk.ts";
import { CIPHERTEXT_AT } from "../../cipher/envelope.ts";
import { findEnvelopeFault } from "../../cipher/envelope-fault.ts";
import { type RecordKeys, wipe } from "../../cipher/keys.ts";
import { VaultError } from "../../errors.ts";
import { toHex } from "../../hex.ts";
import { personalVaultOf, type UserId } from "../../ids.ts";
import type { FoundProblem, InspectedFile, Inspection } from "../../store/inspection.ts";
import { type FileRecord, openFileRecord } from "../attachments/file-record.ts";
import type { VaultDeps } from "../deps.ts";

type Deps = Pick<VaultDeps, "clock" | "newSha256">;

/** The key number of everything that isn't sealed under a vault's key. */
const NO_KEY = [0];

/**
 * Looks at the chunks of every file: their numbers, lengths, envelopes and digest; and with the owner's keys, that each opens and
 * that together they are the file.
 */
export async function verifyFiles(
  deps: Deps,
  inspection: Inspection,
  opener: { readonly userId: UserId; readonly keys: RecordKeys } | null,
): Promise<{ chunks: number; problems: FoundProblem[] }> {
  const problems: FoundProblem[] = [];
  let chunks = 0;
  for (const file of inspection.files()) {
    // Some of its chunks may be gone already.
    if (file.state === "erasing") continue;
    const isOwners = opener !== null && file.vaultId === personalVaultOf(opener.userId);
    const record = isOwners ? openUnlessDamaged(opener, file) : null;
    const found = await verifyFile(deps, file, record);
    chunks += found.chunks;
    if (found.problem !== null) problems.push({ table: "attachments", id: file.id, problem: found.problem });
  }
  return { chunks, problems };
}

/** A record that doesn't open was found with the others. */
function openUnlessDamaged(
  { userId, keys }: { readonly userId: UserId; readonly keys: RecordKeys },
  file: InspectedFile,
): FileRecord | null {
  try {
    return openFileRecord({ keys, owner: { userId } }, file);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

async function verifyFile(
  deps: Deps,
  file: InspectedFile,
  record: FileRecord | null,
): Promise<{ chunks: number; problem: string | null }> {
  const ofChunks = deps.newSha256();
  const ofFile = deps.newSha256();
  const key = record?.key() ?? null;
  let chunks = 0;
  let bytes = 0;
  const stop = (problem: string) => ({ chunks, problem });
  try {
    for (const { no, sealed } of file.chunks()) {
      if (no !== chunks) return stop(`has no chunk ${chunks}`);
      const fault = findEnvelopeFault(sealed, "chunk", NO_KEY);
      if (fault !== null) return stop(`has a chunk ${no} that ${fault}`);
      if (record && key) {
        const isLast = no === record.chunks - 1;
        const opened = openChunk(key, { attachmentId: file.id, no, isLast }, sealed);
        const length = isLast ? record.bytes - no * CHUNK_BYTES : CHUNK_BYTES;
        if (opened?.length !== length)
          return stop(
            `has a chunk ${no} that doesn't open: it was damaged, or moved here from another place`,
          );
        ofFile.update(opened);
        wipe(opened);
      }
      ofChunks.update(sealed);
      bytes += sealed.length - CIPHERTEXT_AT - TAG_BYTES;
      chunks += 1;
      await deps.clock.yield();
    }
    if (chunks !== file.received) return stop(`has ${chunks} chunks, not ${file.received}`);
    if (file.state === "arriving") return { chunks, problem: null };
    if (bytes !== file.bytes) return stop("has another length than it says");
    if (file.digest === null || !isSame(ofChunks.digest(), file.digest))
      return stop("has chunks that its digest doesn't belong to");
    if (record && chunks !== record.chunks) return stop("has another number of chunks than its record says");
    if (record && toHex(ofFile.digest()) !== record.record.sha256)
      return stop("has other content than its record says");
    return { chunks, problem: null };
  } finally {
    wipe(key);
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
