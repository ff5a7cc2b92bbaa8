import type { ImportUploadId, VaultScope } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { NewUpload } from "../../schemas/imports.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";

/** Makes room for a file, in memory. A file of the account that isn't imported yet is given up. @throws VaultError BUSY. */
export function beginUpload(
  deps: VaultDeps,
  vault: OpenVault,
  { fileName, bytes }: NewUpload,
): { uploadId: string; partBytes: number } {
  const { id } = deps.importDesk.open(vault.scope, { fileName, bytes });
  return { uploadId: id, partBytes: LIMITS.importPartBytes };
}

/** @throws VaultError NOT_FOUND, INVALID_INPUT. */
export const receiveImportPart = (
  deps: VaultDeps,
  scope: VaultScope,
  {
    uploadId,
    from,
    part,
  }: { readonly uploadId: ImportUploadId; readonly from: number; readonly part: Uint8Array },
): { received: number } => ({ received: deps.importDesk.receive(scope, uploadId, from, part) });
