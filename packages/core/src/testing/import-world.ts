import type { IncomingFile } from "../duplicates/incoming.ts";
import { asImportUploadId, type ImportUploadId } from "../ids.ts";
import type { ImportState, PlanRequest, ShownPlan } from "../schemas/imports.ts";
import type { VaultDeps } from "../vault/deps.ts";
import { planImport } from "../vault/incoming/plan-import.ts";
import { previewImport } from "../vault/incoming/preview-import.ts";
import { beginUpload, receiveImportPart } from "../vault/incoming/receive-import.ts";
import { runImport } from "../vault/incoming/run-import.ts";
import type { OpenVault } from "../vault/open-vault.ts";
import { sampleFile } from "./sample-import.ts";

type Settings = Partial<Omit<PlanRequest, "uploadId">>;

/** Uploads a file and reads it. */
export async function upload(
  deps: VaultDeps,
  vault: OpenVault,
  file: Partial<IncomingFile>,
): Promise<ImportUploadId> {
  const bytes = sampleFile(file);
  const uploadId = asImportUploadId(
    beginUpload(deps, vault, { fileName: "export.json", bytes: bytes.length }).uploadId,
  );
  receiveImportPart(deps, vault.scope, { uploadId, from: 0, part: bytes });
  const preview = await previewImport(deps, vault, { uploadId });
  if (preview.outcome !== "read") throw new Error(preview.about);
  return uploadId;
}

export const plan = (
  deps: VaultDeps,
  vault: OpenVault,
  uploadId: ImportUploadId,
  settings: Settings = {},
): Promise<ShownPlan> =>
  planImport(deps, vault, {
    uploadId,
    plan: "merge",
    categoryId: null,
    choices: [],
    cursor: 0,
    limit: 500,
    ...settings,
  });

/** Calls until the import ends. */
export async function runToEnd(
  deps: VaultDeps,
  vault: OpenVault,
  uploadId: ImportUploadId,
): Promise<ImportState> {
  for (;;) {
    const state = await runImport(deps, vault, { uploadId });
    if (state.state !== "running") return state;
  }
}

/** All of it: uploaded, planned and run. */
export async function importAll(
  deps: VaultDeps,
  vault: OpenVault,
  file: Partial<IncomingFile>,
  settings: Settings = {},
): Promise<ImportState> {
  return (await importPlanned(deps, vault, file, settings)).state;
}

/** The same, with what the plan said. */
export async function importPlanned(
  deps: VaultDeps,
  vault: OpenVault,
  file: Partial<IncomingFile>,
  settings: Settings = {},
): Promise<{ planned: ShownPlan; state: ImportState }> {
  const uploadId = await upload(deps, vault, file);
  const planned = await plan(deps, vault, uploadId, settings);
  return { planned, state: await runToEnd(deps, vault, uploadId) };
}
