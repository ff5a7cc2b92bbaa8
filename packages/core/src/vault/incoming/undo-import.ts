import { type SealableRecord, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import { asAttachmentId, asCategoryId, asItemId } from "../../ids.ts";
import { readText } from "../../items/field-values.ts";
import type { UndoneImport, UndoRequest } from "../../schemas/imports.ts";
import type { ImportRow, ImportRowKind, UndoneChunk } from "../../store/import-batch-store.ts";
import type { ItemRow } from "../../store/rows.ts";
import { noteDevice } from "../access/event-devices.ts";
import { removeAttachments } from "../attachments/attachments.ts";
import { readTree } from "../categories/category-tree.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { restoredRecord } from "../records/item-record.ts";
import { openItemRecord, openVersionRecord, unlessDamaged } from "../records/open-rows.ts";
import { endImport } from "./end-import.ts";

const ROWS_A_CHUNK = 500;
const CALL_MS = 5000;
const MOST_TRIES = 5;
/** Names of kept items in one answer. */
const MOST_KEPT = 100;

type Undone = { -readonly [Name in keyof UndoneImport]: UndoneImport[Name] };

/**
 * Takes an import back, for some seconds; to be called again until it is done. Items that it made go to the trash, those that it
 * merged become what they were, and the versions of the history stay. What someone changed since is left alone and named, unless
 * `changedToo`.
 * @throws VaultError NOT_FOUND, CONFLICT.
 */
export async function undoImport(
  deps: VaultDeps,
  vault: OpenVault,
  { importId, changedToo }: UndoRequest,
): Promise<UndoneImport> {
  const { importBatches } = deps.store;
  const batch = await importBatches.find(vault.scope, importId);
  if (!batch) throw new VaultError("NOT_FOUND", { table: "imports", ids: [importId] });
  if (batch.state === "running") {
    deps.importDesk.dropOf(importId);
    await endImport(deps, vault, { id: importId, state: "cancelled", upload: null });
  }
  const now = deps.clock.now();
  requireAllowed(await importBatches.markUndone(vault.scope, importId, now));
  await noteDevice(deps, { userId: vault.scope.userId, at: now, device: vault.device });
  const undone: Undone = { done: false, trashed: 0, restored: 0, kept: [], moreKept: 0 };
  const until = deps.clock.elapsed() + CALL_MS;
  for (const kind of ["merged", "made"] as const) {
    for (let after = 0, tries = 0; ; ) {
      const page = { kind, after, limit: ROWS_A_CHUNK };
      const rows = await importBatches.rows(vault.scope, importId, page);
      const last = rows.at(-1);
      if (!last) break;
      const plan = await planUndo(deps, vault, { rows, changedToo });
      const answer = requireAllowed(
        await importBatches.undoChunk(vault.scope, importId, plan.chunk, optionsOf(deps, vault)),
      );
      if (answer === "key-replaced") throw new VaultError("CONFLICT", { table: "imports" });
      if (answer.outcome === "conflict") {
        tries += 1;
        if (tries === MOST_TRIES) throw new VaultError("CONFLICT", { table: "items" });
        continue;
      }
      tries = 0;
      after = last.rowId;
      undone.trashed += plan.chunk.items.length;
      undone.restored += plan.chunk.restored.length;
      note(undone, plan.kept);
      await deps.clock.yield();
      if (deps.clock.elapsed() >= until) return undone;
    }
  }
  await removeFiles(deps, vault, importId);
  await undoCategories(deps, vault, importId);
  return { ...undone, done: true };
}

const optionsOf = (deps: VaultDeps, vault: OpenVault) => ({
  keyNumber: vault.keys.current,
  now: deps.clock.now(),
  keepVersions: deps.policy.keepVersions,
});

function note(undone: Undone, kept: UndoneImport["kept"]): void {
  const room = MOST_KEPT - undone.kept.length;
  undone.kept = [...undone.kept, ...kept.slice(0, room)];
  undone.moreKept += Math.max(0, kept.length - room);
}

/** What becomes of these rows; those of items that are gone, or in the trash already, are settled. */
async function planUndo(
  deps: VaultDeps,
  vault: OpenVault,
  { rows, changedToo }: { readonly rows: readonly ImportRow[]; readonly changedToo: boolean },
): Promise<{ chunk: UndoneChunk; kept: UndoneImport["kept"] }> {
  const ids = rows.map(({ rowId }) => asItemId(rowId));
  const found = await deps.store.items.findMany(vault.scope, ids, { trash: true });
  const items = new Map(found.map((item) => [Number(item.id), item]));
  const chunk = {
    items: [] as UndoneChunk["items"][number][],
    restored: [] as UndoneChunk["restored"][number][],
    categories: [],
    settled: [] as { kind: ImportRowKind; rowId: number }[],
  };
  const kept: UndoneImport["kept"] = [];
  for (const row of rows) {
    const item = items.get(row.rowId);
    const settle = () => chunk.settled.push({ kind: row.kind, rowId: row.rowId });
    if (!item || item.deletedAt !== null) settle();
    else if (item.revision !== row.revision && !changedToo)
      kept.push({ itemId: item.id, name: nameOf(vault, item) });
    else if (row.kind === "made") {
      chunk.items.push({ id: item.id, expectedRevision: item.revision });
      settle();
    } else {
      const restored = await restoreBefore(deps, vault, { item, ...row });
      if (restored) {
        chunk.restored.push(restored);
        settle();
      } else kept.push({ itemId: item.id, name: nameOf(vault, item) });
    }
  }
  return { chunk, kept };
}

const nameOf = (vault: OpenVault, item: ItemRow): string =>
  readText(unlessDamaged(() => openItemRecord(vault, item))?.["name"]);

/** null: the version from before the import no longer exists. */
async function restoreBefore(
  deps: VaultDeps,
  vault: OpenVault,
  { item, versionId }: ImportRow & { readonly item: ItemRow },
): Promise<UndoneChunk["restored"][number] | null> {
  const version =
    versionId === null ? null : await deps.store.items.findVersion(vault.scope, item.id, versionId);
  const before = version && unlessDamaged(() => openVersionRecord(vault, version));
  if (!before) return null;
  const current: SealableRecord | null = unlessDamaged(() => openItemRecord(vault, item));
  const writing = { now: deps.clock.now(), device: vault.device };
  const sealRev = item.sealRev + 1;
  const place = { table: "item" as const, ...vault.owner, id: item.id, sealRev };
  // The favourite, and when the password was changed, belong to what it was.
  const record = { ...restoredRecord(before, current, writing), ...kept(before) };
  return {
    id: item.id,
    expectedRevision: item.revision,
    sealRev,
    sealed: sealRecord(deps.random, vault.keys, place, record),
  };
}

const kept = ({ favourite, passwordChangedAt }: SealableRecord): SealableRecord => ({
  ...(favourite === undefined ? { favourite: false } : { favourite }),
  ...(passwordChangedAt === undefined ? { passwordChangedAt: null } : { passwordChangedAt }),
});

/** Those that it added to items that are again what they were; those of kept items stay. */
async function removeFiles(
  deps: VaultDeps,
  vault: OpenVault,
  importId: UndoRequest["importId"],
): Promise<void> {
  const { importBatches, attachments } = deps.store;
  const counts = await importBatches.countRows(vault.scope, importId);
  if (counts.file === 0) return;
  const keptRows = await importBatches.rows(vault.scope, importId, {
    kind: "merged",
    after: 0,
    limit: counts.merged,
  });
  const keptItems = new Set(keptRows.map(({ rowId }) => rowId));
  for (let after = 0; ; ) {
    const rows = await importBatches.rows(vault.scope, importId, {
      kind: "file",
      after,
      limit: ROWS_A_CHUNK,
    });
    const last = rows.at(-1);
    if (!last) return;
    after = last.rowId;
    const settled: UndoneChunk["settled"][number][] = [];
    for (const { kind, rowId } of rows) {
      const file = await attachments.find(vault.scope, asAttachmentId(rowId));
      if (file && keptItems.has(file.itemId)) continue;
      settled.push({ kind, rowId });
    }
    const ids = settled.map(({ rowId }) => asAttachmentId(rowId));
    if (ids.length > 0) await removeAttachments(deps, vault, { ids });
    const chunk: UndoneChunk = { items: [], restored: [], categories: [], settled };
    requireAllowed(await importBatches.undoChunk(vault.scope, importId, chunk, optionsOf(deps, vault)));
  }
}

/** Those that it made, that weren't changed, and that nothing is in any more; the deepest first. */
async function undoCategories(
  deps: VaultDeps,
  vault: OpenVault,
  importId: UndoRequest["importId"],
): Promise<void> {
  const { importBatches } = deps.store;
  const counts = await importBatches.countRows(vault.scope, importId);
  if (counts.category === 0) return;
  const page = { kind: "category" as const, after: 0, limit: counts.category };
  const rows = await importBatches.rows(vault.scope, importId, page);
  const made = new Set(rows.map(({ rowId }) => rowId));
  const { categories } = await readTree(deps, vault);
  const live = categories.filter(({ deletedAt }) => deletedAt === null);
  const keeping = new Set<number>();
  for (const { id, parentId } of live) {
    if (made.has(id)) continue;
    // One that a person put into a made one keeps all that it is in.
    for (
      let outer = parentId;
      outer !== null;
      outer = live.find((each) => each.id === outer)?.parentId ?? null
    )
      keeping.add(outer);
  }
  const going = rows.filter(({ rowId }) => !keeping.has(rowId)).toReversed();
  const chunk: UndoneChunk = {
    items: [],
    restored: [],
    categories: going.map(({ rowId, revision }) => ({ id: asCategoryId(rowId), expectedRevision: revision })),
    settled: going.map(({ kind, rowId }) => ({ kind, rowId })),
  };
  requireAllowed(await importBatches.undoChunk(vault.scope, importId, chunk, optionsOf(deps, vault)));
}
