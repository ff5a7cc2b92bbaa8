import type Database from "better-sqlite3";
import { asAttachmentId, asVaultId } from "../../../ids.ts";
import { asSealed, type Sealed } from "../../../sealed.ts";
import type { InspectedFile } from "../../inspection.ts";
import { unlessBroken } from "./unless-broken.ts";

interface StoredFile {
  id: number;
  vaultId: number;
  state: InspectedFile["state"];
  bytes: number;
  received: number;
  digest: Uint8Array | null;
  sealRev: number;
  sealed: Uint8Array;
}

/** The files in the order of their ids. Schemas before them have none. */
export function* readFiles(sqlite: Database.Database): Generator<InspectedFile> {
  const select =
    "SELECT id, vault_id AS vaultId, state, bytes, received, digest, seal_rev AS sealRev, sealed FROM attachments WHERE id > ? ORDER BY id LIMIT 1";
  const next = unlessBroken(() => sqlite.prepare<[number], StoredFile>(select), null);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const row = unlessBroken(() => next?.get(after), undefined);
    if (row === undefined) return;
    after = row.id;
    yield {
      ...row,
      id: asAttachmentId(row.id),
      vaultId: asVaultId(row.vaultId),
      sealed: asSealed(row.sealed),
      chunks: () => readChunks(sqlite, row.id),
    };
  }
}

function* readChunks(sqlite: Database.Database, id: number): Generator<{ no: number; sealed: Sealed }> {
  const next = sqlite.prepare<[number, number], { no: number; sealed: Uint8Array }>(
    "SELECT no, sealed FROM attachment_chunks WHERE attachment_id = ? AND no > ? ORDER BY no LIMIT 1",
  );
  let after = -1;
  for (;;) {
    const row = unlessBroken(() => next.get(id, after), undefined);
    if (row === undefined) return;
    after = row.no;
    yield { no: row.no, sealed: asSealed(row.sealed) };
  }
}
