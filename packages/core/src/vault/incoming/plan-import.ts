import type { RowAction } from "../../duplicates/decide-row.ts";
import { kindOfIncoming } from "../../duplicates/known-item.ts";
import { RowPlanner } from "../../duplicates/plan-rows.ts";
import { placeOf } from "../../items/web-address.ts";
import type { PlanRequest, ShownPlan, ShownRow } from "../../schemas/imports.ts";
import { readTree, requireLive } from "../categories/category-tree.ts";
import type { VaultDeps } from "../deps.ts";
import type { PlannedRow, Upload } from "../import-desk.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { readKnownVault } from "./known-vault.ts";
import { requireRead } from "./preview-import.ts";

/**
 * What the import would do, row by row; it decides again when it does it. Settings stay with the file until they are changed, and the
 * plan until then is the one that was made.
 * @throws VaultError NOT_FOUND, INVALID_INPUT (the file wasn't read yet), UNKNOWN_CATEGORY.
 */
export async function planImport(
  deps: VaultDeps,
  vault: OpenVault,
  request: PlanRequest,
): Promise<ShownPlan> {
  const upload = requireRead(deps.importDesk.find(vault.scope, request.uploadId));
  requireLive(await readTree(deps, vault), [request.categoryId], "categoryId");
  applySettings(upload, request);
  const planned = (upload.planned ??= await planRows(deps, vault, upload));
  const counts: Record<RowAction, number> = { create: 0, merge: 0, skip: 0 };
  for (const { action } of planned) counts[action] += 1;
  const wanted = planned.filter(({ action }) => request.show === undefined || action === request.show);
  const page = wanted.slice(request.cursor, request.cursor + request.limit);
  const notices = noticesByName(upload);
  const next = request.cursor + page.length;
  return {
    counts,
    rows: page.map((row) => showRow(upload, row, notices)),
    nextCursor: next < wanted.length ? next : null,
  };
}

function applySettings(upload: Upload, { plan, categoryId, choices }: PlanRequest): void {
  if (plan !== upload.plan || choices.length > 0) upload.planned = null;
  upload.plan = plan;
  upload.categoryId = categoryId;
  for (const { row, choice } of choices) {
    if (choice === null) upload.choices.delete(row);
    else if (row < upload.rows.length) upload.choices.set(row, choice);
  }
}

async function planRows(deps: VaultDeps, vault: OpenVault, upload: Upload): Promise<PlannedRow[]> {
  const known = await readKnownVault(deps, vault);
  const { plan, choices, rows } = upload;
  const planner = new RowPlanner(known.items, { plan, choices, isUndone: known.isUndone }, rows);
  return inSlices(deps.clock, [...rows.entries()], ([row, fileRow]) => {
    const { action, reason, target, others } = planner.decide(row, fileRow);
    return {
      row,
      action,
      reason,
      itemId: target?.id ?? null,
      itemName: target?.values.name ?? null,
      otherIds: others.map(({ id }) => id),
    };
  });
}

/** By the names that they are about. */
function noticesByName({ read }: Upload): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { item, about } of read?.file.notices ?? []) {
    if (item === null) continue;
    const named = byName.get(item);
    if (named) named.push(about);
    else byName.set(item, [about]);
  }
  return byName;
}

function showRow(
  upload: Upload,
  planned: PlannedRow,
  notices: ReadonlyMap<string, readonly string[]>,
): ShownRow {
  const item = upload.rows[planned.row]?.item;
  if (!item) throw new Error("a plan has a row that the file hasn't");
  const site = item.url === "" ? "" : placeOf(item.url);
  return {
    ...planned,
    otherIds: [...planned.otherIds],
    name: item.name,
    username: item.username === "" ? item.account : item.username,
    site,
    category: [...item.category],
    kind: kindOfIncoming(item),
    trashed: item.trashed,
    choice: upload.choices.get(planned.row) ?? null,
    notices: [...(notices.get(item.name) ?? [])],
  };
}
