import { openRecord, type SealableRecord, sealRecord } from "../../cipher/record.ts";
import { IMPORT_PLANS, type ImportPlan } from "../../duplicates/decide-row.ts";
import { readText } from "../../items/field-values.ts";
import { type ImportReport, type ImportState, importReport } from "../../schemas/imports.ts";
import type { ImportBatchRow } from "../../store/import-batch-store.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS, UNDO_DAYS } from "../durations.ts";
import type { OpenVault } from "../open-vault.ts";
import { unlessDamaged } from "../records/open-rows.ts";

/** What is sealed of an import. */
export interface ImportInfo {
  readonly fileName: string;
  readonly format: string;
  /** The hash of the whole file, to recognise it when it comes again. */
  readonly hash: string;
  readonly plan: ImportPlan;
  readonly report: ImportReport | null;
}

type Place = Pick<ImportBatchRow, "id" | "sealRev">;

export const sealImport = (
  deps: VaultDeps,
  vault: OpenVault,
  { id, sealRev, info }: Place & { readonly info: ImportInfo },
) => sealRecord(deps.random, vault.keys, { table: "import", ...vault.owner, id, sealRev }, { ...info });

/** One that doesn't open has no name, and no report. */
export function openImport(vault: OpenVault, row: ImportBatchRow): ImportInfo {
  const record = unlessDamaged(() =>
    openRecord(vault.keys, { table: "import", ...vault.owner, id: row.id, sealRev: row.sealRev }, row.sealed),
  );
  return readInfo(record);
}

function readInfo(record: SealableRecord | null): ImportInfo {
  const report = importReport.safeParse(record?.["report"]);
  return {
    fileName: readText(record?.["fileName"]),
    format: readText(record?.["format"]),
    hash: readText(record?.["hash"]),
    plan: IMPORT_PLANS.find((plan) => plan === record?.["plan"]) ?? "merge",
    report: report.success ? report.data : null,
  };
}

export function describeImport(vault: OpenVault, row: ImportBatchRow): ImportState {
  const { fileName, format, plan, report } = openImport(vault, row);
  const { id, state, startedAt, finishedAt, rowsDone, rowsAll } = row;
  const undoableUntil = (finishedAt ?? startedAt) + UNDO_DAYS * DAY_MS;
  return {
    id,
    state,
    fileName,
    format,
    plan,
    startedAt,
    finishedAt,
    rowsDone,
    rowsAll,
    undoableUntil,
    report,
  };
}
