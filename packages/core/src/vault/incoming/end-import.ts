import { VaultError } from "../../errors.ts";
import type { ImportBatchId } from "../../ids.ts";
import type { ImportReport } from "../../schemas/imports.ts";
import { noteDevice } from "../access/event-devices.ts";
import type { VaultDeps } from "../deps.ts";
import type { Upload } from "../import-desk.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { openImport, sealImport } from "./import-record.ts";
import { describeNotice } from "./preview-import.ts";

/** Lines of the report that are kept; the others are counted. */
const MOST_NOTICES = 1000;
const MOST_TRIES = 5;

/** Ends an import with its report. @param upload null: the file isn't here any more, so the report has the numbers alone. */
export async function endImport(
  deps: VaultDeps,
  vault: OpenVault,
  {
    id,
    state,
    upload,
  }: { readonly id: ImportBatchId; readonly state: "done" | "cancelled"; readonly upload: Upload | null },
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const row = await deps.store.importBatches.find(vault.scope, id);
    if (row?.state !== "running") return;
    const written = await deps.store.importBatches.countRows(vault.scope, id);
    const leftOut = upload?.counts.leftOut ?? 0;
    const notices = [...(upload?.read?.file.notices ?? []).map(describeNotice), ...(upload?.notices ?? [])];
    const report: ImportReport = {
      created: written.made,
      merged: written.merged,
      skipped: Math.max(0, row.rowsDone - written.made - written.merged - leftOut),
      leftOut,
      categories: written.category,
      attachments: upload?.counts.attachments ?? 0,
      versions: upload?.counts.versions ?? 0,
      notices: notices.slice(0, MOST_NOTICES),
      moreNotices: Math.max(0, notices.length - MOST_NOTICES),
    };
    const sealRev = row.sealRev + 1;
    const sealed = sealImport(deps, vault, { id, sealRev, info: { ...openImport(vault, row), report } });
    const options = { keyNumber: vault.keys.current, now: deps.clock.now() };
    const answer = requireAllowed(
      await deps.store.importBatches.end(vault.scope, id, { state, sealRev, sealed }, options),
    );
    if (answer === "ended") {
      await noteDevice(deps, { userId: vault.scope.userId, at: options.now, device: vault.device });
      return;
    }
  }
  throw new VaultError("CONFLICT", { table: "imports", ids: [id] });
}
