import { VaultError } from "../../errors.ts";
import type { ImportList, ImportSelection, ImportState, UploadSelection } from "../../schemas/imports.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { endImport } from "./end-import.ts";
import { describeImport } from "./import-record.ts";

/** Imports that can still be undone, the latest first. */
export async function listImports(deps: VaultDeps, vault: OpenVault): Promise<ImportList> {
  const rows = await deps.store.importBatches.list(vault.scope);
  return { imports: await inSlices(deps.clock, rows, (row) => describeImport(vault, row)) };
}

/** @throws VaultError NOT_FOUND. */
export async function readImportState(
  deps: VaultDeps,
  vault: OpenVault,
  { importId }: ImportSelection,
): Promise<ImportState> {
  const row = await deps.store.importBatches.find(vault.scope, importId);
  if (!row) throw new VaultError("NOT_FOUND", { table: "imports", ids: [importId] });
  return describeImport(vault, row);
}

/** Gives the file up. What it brought already stays, and can be undone. @throws VaultError NOT_FOUND. */
export async function cancelImport(
  deps: VaultDeps,
  vault: OpenVault,
  { uploadId }: UploadSelection,
): Promise<{ importId: number | null }> {
  const upload = deps.importDesk.find(vault.scope, uploadId);
  const { batchId } = upload;
  if (batchId !== null) await endImport(deps, vault, { id: batchId, state: "cancelled", upload });
  deps.importDesk.drop(upload);
  return { importId: batchId };
}
