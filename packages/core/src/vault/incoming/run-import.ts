import type { FileRow, RowDecision } from "../../duplicates/decide-row.ts";
import { RowPlanner } from "../../duplicates/plan-rows.ts";
import { VaultError } from "../../errors.ts";
import { asItemId, type ImportBatchId, type ItemId } from "../../ids.ts";
import { openNoncePool } from "../../nonce-pool.ts";
import type { ImportState, UploadSelection } from "../../schemas/imports.ts";
import type { ImportBatchRow, ImportChunk } from "../../store/import-batch-store.ts";
import { noteDevice } from "../access/event-devices.ts";
import type { Clock, VaultDeps } from "../deps.ts";
import type { Upload } from "../import-desk.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { addPendingFiles } from "./add-files.ts";
import { endImport } from "./end-import.ts";
import { describeImport, sealImport } from "./import-record.ts";
import {
  deletedAtOf,
  type ImportWriting,
  makeRow,
  mergeRow,
  takesFile,
  targetIdOf,
  type WrittenRow,
} from "./import-rows.ts";
import { type KnownVault, readKnownVault } from "./known-vault.ts";
import { type PlacedCategories, placeCategories } from "./place-categories.ts";
import { requireRead } from "./preview-import.ts";

type ReadUpload = ReturnType<typeof requireRead>;

const ROWS_A_CHUNK = 500;
const TURN_MS = 10;
const BYTES_A_CHUNK = 4 * 1024 * 1024;
/** For one call: an answer comes before a proxy gives up, and the keys are kept no longer than a request. */
const CALL_MS = 5000;
/** Someone may write one of the items at any moment; five times in a row isn't a coincidence any more. */
const MOST_TRIES = 5;

/**
 * Imports the next rows of the file, for some seconds, in chunks that are written wholly or not at all; to be called again until the
 * state isn't "running" any more. What another call, or an earlier import of the file, wrote isn't written twice.
 * @throws VaultError NOT_FOUND, INVALID_INPUT (the file wasn't read), CONFLICT, UNKNOWN_CATEGORY.
 */
export async function runImport(
  deps: VaultDeps,
  vault: OpenVault,
  { uploadId }: UploadSelection,
): Promise<ImportState> {
  const upload = requireRead(deps.importDesk.find(vault.scope, uploadId));
  const batch = await beginOrContinue(deps, vault, upload);
  let world = await openWorld(deps, vault, { upload, batchId: batch.id });
  // From here on: reading a large vault may take a call's time on a busy machine, and each call would write one chunk.
  const until = deps.clock.elapsed() + CALL_MS;
  const isLeft = () => upload.next < upload.rows.length || world.placed.rows.length > 0;
  for (let tries = 0; ; ) {
    // Files of the chunk before, or of the call before.
    if (!(await addPendingFiles(deps, vault, { upload, batchId: batch.id, until })))
      return stateOf(deps, vault, batch.id);
    if (!isLeft()) break;
    const outcome = await writeNextChunk(deps, vault, { upload, world });
    if (outcome === "ended") return stateOf(deps, vault, batch.id);
    if (outcome === "written") tries = 0;
    else {
      tries += 1;
      if (tries === MOST_TRIES) throw new VaultError("CONFLICT", { table: "items" });
    }
    if (outcome !== "written" || world.placed.rows.length > 0)
      world = await openWorld(deps, vault, { upload, batchId: batch.id });
    // An upload that was given up in between has lost its rows.
    deps.importDesk.find(vault.scope, uploadId);
    await deps.clock.yield();
    if (deps.clock.elapsed() >= until && (isLeft() || upload.pending.length > 0))
      return stateOf(deps, vault, batch.id);
  }
  await endImport(deps, vault, { id: batch.id, state: "done", upload });
  deps.importDesk.drop(upload);
  return stateOf(deps, vault, batch.id);
}

async function stateOf(deps: VaultDeps, vault: OpenVault, id: ImportBatchId): Promise<ImportState> {
  const row = await deps.store.importBatches.find(vault.scope, id);
  if (!row) throw new VaultError("NOT_FOUND", { table: "imports", ids: [id] });
  return describeImport(vault, row);
}

/** An import of the same file that broke off continues; else a new one begins. */
async function beginOrContinue(
  deps: VaultDeps,
  vault: OpenVault,
  upload: ReadUpload,
): Promise<Pick<ImportBatchRow, "id">> {
  const { importBatches } = deps.store;
  if (upload.batchId !== null && requireAllowed(await importBatches.resume(vault.scope, upload.batchId)))
    return { id: upload.batchId };
  const id = await importBatches.reserveIds(vault.scope.vaultId, 1);
  const { fileName, hash, plan, read } = upload;
  const info = { fileName, format: read.file.format, hash: hash ?? "", plan, report: null };
  const batch = {
    id,
    rowsAll: upload.rows.length,
    sealed: sealImport(deps, vault, { id, sealRev: 1, info }),
  };
  const options = { keyNumber: vault.keys.current, now: deps.clock.now() };
  const begun = requireAllowed(await importBatches.begin(vault.scope, batch, options));
  if (begun === "key-replaced") throw new VaultError("CONFLICT", { table: "imports" });
  await noteDevice(deps, { userId: vault.scope.userId, at: options.now, device: vault.device });
  upload.batchId = id;
  return { id };
}

/** What rows are decided and placed by, in its state when it was read. */
interface ImportWorld {
  readonly batchId: ImportBatchId;
  readonly known: KnownVault;
  readonly planner: RowPlanner;
  readonly placed: PlacedCategories;
}

async function openWorld(
  deps: VaultDeps,
  vault: OpenVault,
  { upload, batchId }: { readonly upload: ReadUpload; readonly batchId: ImportBatchId },
): Promise<ImportWorld> {
  // An item that a row of this file made or matched belongs to that row alone.
  const known = await readKnownVault(deps, vault, { except: upload.claimed });
  const { plan, choices, rows, claimed, read, categoryId } = upload;
  const planner = new RowPlanner(known.items, { plan, choices, isUndone: known.isUndone }, rows);
  for (const id of claimed) planner.claim(id);
  const placed = await placeCategories(deps, vault, { file: read.file, rows, into: categoryId });
  return { batchId, known, planner, placed };
}

/** Rows with what became of them, until they make a chunk. */
interface PreparedRows {
  readonly written: readonly {
    readonly row: FileRow;
    readonly decision: RowDecision;
    readonly result: WrittenRow;
  }[];
  readonly next: number;
}

async function writeNextChunk(
  deps: VaultDeps,
  vault: OpenVault,
  { upload, world }: { readonly upload: ReadUpload; readonly world: ImportWorld },
): Promise<"written" | "again" | "ended"> {
  const { placed, batchId, planner } = world;
  // Categories go first, alone: every row can be in one of them.
  const prepared: PreparedRows =
    placed.rows.length > 0
      ? { written: [], next: upload.next }
      : await prepareRows(deps, vault, { upload, ...world });
  const results = prepared.written.map(({ result }) => result);
  const chunk: ImportChunk = {
    rowsDone: prepared.next,
    categories: placed.rows,
    ...(placed.rows.length > 0 ? { seen: placed.seen } : {}),
    made: results.flatMap((result) => (result.outcome === "made" ? result.row : [])),
    merged: results.flatMap((result) => (result.outcome === "merged" ? result.row : [])),
  };
  const options = {
    keyNumber: vault.keys.current,
    now: deps.clock.now(),
    keepVersions: deps.policy.keepVersions,
  };
  const answer = requireAllowed(
    await deps.store.importBatches.writeChunk(vault.scope, batchId, chunk, options),
  );
  if (answer.outcome === "ended") return "ended";
  if (answer.outcome === "key-replaced") throw new VaultError("CONFLICT", { table: "imports" });
  if (answer.outcome !== "written") return "again";
  for (const { row, decision, result } of prepared.written) {
    noteFiles(upload, row, { ...decision, result, batchId, now: options.now });
    if (result.outcome === "over-limit") leaveOut(upload, row, result.limit);
    // Only now: a chunk that couldn't be written is decided again.
    if (decision.target && decision.action === "skip") upload.claimed.add(decision.target.id);
    if (result.outcome === "made" || result.outcome === "merged") {
      planner.claim(result.known.id);
      upload.claimed.add(result.known.id);
      upload.counts.versions += result.row.versions.length;
    }
  }
  upload.next = prepared.next;
  upload.planned = null;
  return "written";
}

/** Files are added to what the row made or merged, and to the item that it matches, if it lacks some. */
function noteFiles(
  upload: Upload,
  { item }: FileRow,
  {
    action,
    reason,
    target,
    result,
    batchId,
    now,
  }: RowDecision & { readonly result: WrittenRow; readonly batchId: ImportBatchId; readonly now: number },
): void {
  const { attachments: files, name } = item;
  if (!files) return;
  if (result.outcome === "made" || result.outcome === "merged") {
    const { id, updatedAt } = result.known;
    const isMerged = result.outcome === "merged";
    const deletedAt = isMerged ? null : deletedAtOf(item, now);
    upload.pending.push({ itemId: asItemId(id), name, files, updatedAt, deletedAt, isMerged });
  } else if (result.outcome === "nothing" && target && !target.isTrashed) {
    if (action !== "merge" && reason !== "already-there") return;
    const isOwn = target.values.source?.batch === batchId;
    const deletedAt = isOwn ? deletedAtOf(item, now) : null;
    const { id, updatedAt } = target;
    upload.pending.push({ itemId: asItemId(id), name, files, updatedAt, deletedAt, isMerged: !isOwn });
  }
}

function leaveOut(upload: Upload, { item }: FileRow, limit: string): void {
  upload.counts.leftOut += 1;
  upload.notices.push({ item: item.name, kind: "left-out", about: `over a limit (${limit})`, row: null });
}

async function prepareRows(
  deps: VaultDeps,
  vault: OpenVault,
  { upload, batchId, planner, placed }: ImportWorld & { readonly upload: ReadUpload },
): Promise<PreparedRows> {
  const rows = upload.rows.slice(upload.next, upload.next + ROWS_A_CHUNK);
  const decided: { index: number; row: FileRow; decision: RowDecision }[] = [];
  const giveTurn = turnGiver(deps.clock);
  for (const [at, row] of rows.entries()) {
    const index = upload.next + at;
    decided.push({ index, row, decision: planner.decide(index, row) });
    await giveTurn();
  }
  const targets = await readTargets(
    deps,
    vault,
    decided.map(({ decision }) => decision),
  );
  const firstId = await deps.store.items.reserveIds(vault.scope.vaultId, rows.length);
  using nonces = openNoncePool(deps.random);
  const writing: ImportWriting = {
    vault,
    random: nonces.random,
    now: deps.clock.now(),
    keepVersions: deps.policy.keepVersions,
    batch: batchId,
    format: upload.read.file.format,
    formatName: upload.read.formatName,
  };
  const written: PreparedRows["written"][number][] = [];
  let bytes = 0;
  for (const [at, { index, row, decision }] of decided.entries()) {
    if (bytes > BYTES_A_CHUNK) return { written, next: index };
    const id = asItemId(firstId + at);
    const make = () => makeRow(writing, row, { id, categoryId: placed.idOf(row.item) });
    const result = writeRow(decision, make, (targetId) => {
      const target = targets.get(targetId);
      // It went since the vault was read: the row is a new item.
      if (!target) return make();
      const merged = mergeRow(writing, row, { target, takeFile: takesFile(upload.choices.get(index)) });
      return merged.outcome === "over-limit" ? make() : merged;
    });
    bytes += bytesOf(result);
    written.push({ row, decision, result });
    await giveTurn();
  }
  // What writes them gets a separate turn.
  await deps.clock.yield();
  return { written, next: upload.next + rows.length };
}

/** Lets others have the event loop after some milliseconds of work. */
function turnGiver(clock: Clock): () => Promise<void> {
  let since = clock.elapsed();
  return async () => {
    if (clock.elapsed() - since < TURN_MS) return;
    await clock.yield();
    since = clock.elapsed();
  };
}

function writeRow(
  decision: RowDecision,
  make: () => WrittenRow,
  merge: (id: ItemId) => WrittenRow,
): WrittenRow {
  const targetId = targetIdOf(decision);
  if (targetId !== null) return merge(asItemId(targetId));
  return decision.action === "create" ? make() : { outcome: "nothing" };
}

function bytesOf(result: WrittenRow): number {
  if (result.outcome !== "made" && result.outcome !== "merged") return 0;
  return result.row.versions.reduce((sum, { sealed }) => sum + sealed.length, result.row.sealed.length);
}

async function readTargets(deps: VaultDeps, vault: OpenVault, decisions: readonly RowDecision[]) {
  const ids = decisions.flatMap((decision) => targetIdOf(decision) ?? []).map(asItemId);
  const rows = ids.length === 0 ? [] : await deps.store.items.findMany(vault.scope, ids, { trash: false });
  const targets = new Map<
    number,
    { row: (typeof rows)[number]; versions: Awaited<ReturnType<typeof deps.store.items.versions>> }
  >();
  for (const row of rows)
    targets.set(row.id, { row, versions: await deps.store.items.versions(vault.scope, row.id) });
  return targets;
}
