import { type SealableRecord, sealRecord } from "../../cipher/record.ts";
import { storageCauseOf, VaultError } from "../../errors.ts";
import { asItemId, type ItemId, type VaultScope } from "../../ids.ts";
import { isEmptyItem } from "../../items/empty-item.ts";
import { readFields } from "../../items/field-values.ts";
import { openNoncePool } from "../../nonce-pool.ts";
import type {
  ChangedIds,
  Item,
  ItemChange,
  ItemChanges,
  ItemList,
  ItemMove,
  ItemPage,
  ItemPageRequest,
  ItemSelection,
  NewItems,
  OneItem,
} from "../../schemas/items.ts";
import type { MadeBefore, NamedRequest } from "../../store/request-store.ts";
import type { ItemReplacement, ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { createOnce, requireKept } from "../records/create-once.ts";
import { changedRecord, newRecord, type Writing } from "../records/item-record.ts";
import { describeItem, openItemRecord, openSummary, summarizeItem } from "../records/open-rows.ts";
import { missingIds, requireKnown, requireReplaced } from "../records/replaced.ts";
import { requireVisible } from "../records/require-visible.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * A page of summaries in the owner's order, shorter than asked for when the records are long; the cursor says where the next
 * one starts, and is there while others follow.
 * @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function listItems(
  deps: VaultDeps,
  vault: OpenVault,
  request: ItemPageRequest,
): Promise<ItemPage> {
  const after = request.cursor ? readCursor(request.cursor) : undefined;
  const { rows, more } = await deps.store.items.page(vault.scope, {
    trash: request.trash,
    ...(request.categoryId !== undefined && { categoryId: request.categoryId }),
    ...(after && { after }),
    limit: request.limit,
  });
  const last = rows.at(-1);
  const opened = await inSlices(deps.clock, rows, (row) => openSummary(vault, row));
  const items = await openedUnderSameKey(deps, vault, opened);
  return { items, nextCursor: more && last ? `${last.sortId}.${last.id}` : null };
}

/** All of one item, in the trash or not. @throws VaultError NOT_FOUND, RECORD_DAMAGED, RECORD_UNSUPPORTED. */
export async function getItem(deps: VaultDeps, vault: OpenVault, { id }: OneItem): Promise<Item> {
  const row = await loadItemRow(deps, vault, id);
  return describeItem(row, openItemRecord(vault, row));
}

/** What becomes of items in which there is nothing to see. Left out: they are kept, as imports and old clients have them. */
interface EmptyItems {
  readonly emptyItems?: "refused" | "kept";
}

/**
 * All or none, in the order given, behind the existing ones; with a request's key once.
 * @throws VaultError INVALID_INPUT, UNKNOWN_CATEGORY naming the ids, REQUEST_KEY_USED, NOT_FOUND (made before, and erased).
 */
export async function createItems(
  deps: VaultDeps,
  vault: OpenVault,
  input: NewItems & EmptyItems,
): Promise<ItemList> {
  if (input.emptyItems === "refused") refuseEmpty(input.items.findIndex((item) => isEmptyItem(item)));
  const { requestKey, items: rows } = input;
  return createOnce(deps, vault, {
    creation: { table: "items", requestKey, rows },
    make: (request) => insertItems(deps, vault, { input, request }),
    answer: (ids) => answerMade(deps, vault, ids.map(asItemId)),
  });
}

async function insertItems(
  deps: VaultDeps,
  vault: OpenVault,
  { input, request }: { readonly input: NewItems; readonly request: NamedRequest | undefined },
): Promise<ItemList | MadeBefore["outcome"]> {
  const firstId = await deps.store.items.reserveIds(vault.scope.vaultId, input.items.length);
  const writing = writingOf(deps, vault);
  using nonces = openNoncePool(deps.random);
  const seal = ([offset, item]: [number, NewItems["items"][number]]) => {
    const id = asItemId(firstId + offset);
    const place = { table: "item" as const, ...vault.owner, id, sealRev: 1 };
    const record = newRecord(item, writing);
    const sealed = sealRecord(nonces.random, vault.keys, place, record);
    return { row: { id, categoryId: item.categoryId, sealed }, record };
  };
  const written = await inSlices(
    deps.clock,
    [...input.items.entries()],
    seal,
    (_, { row }) => row.sealed.length,
  );
  const result = await deps.store.items.insert(
    vault.scope,
    written.map(({ row }) => row),
    { keyNumber: vault.keys.current, now: writing.now, request },
  );
  const answer = requireAllowed(result);
  if (answer.outcome === "made-before") return answer.outcome;
  const rows = requireReplaced(answer, "items");
  const summarize = ([index, row]: [number, ItemRow]) => summarizeItem(row, written[index]?.record ?? null);
  return { items: await inSlices(deps.clock, [...rows.entries()], summarize) };
}

async function answerMade(deps: VaultDeps, vault: OpenVault, ids: readonly ItemId[]): Promise<ItemList> {
  const rows = await deps.store.items.findMany(vault.scope, ids, { trash: true });
  requireKept("items", missingIds(ids, rows));
  const opened = await inSlices(deps.clock, rows, (row) => openSummary(vault, row));
  return { items: await openedUnderSameKey(deps, vault, opened) };
}

/**
 * All or none. A change names the revision it saw; fields left out stay, as do those that this version doesn't know.
 * @throws VaultError NOT_FOUND, INVALID_INPUT, UNKNOWN_CATEGORY, CONFLICT (naming the ids), RECORD_DAMAGED (nothing is written over it).
 */
export async function updateItems(
  deps: VaultDeps,
  vault: OpenVault,
  input: ItemChanges & EmptyItems,
): Promise<ItemList> {
  const ids = input.items.map((change) => change.id);
  const current = await deps.store.items.findMany(vault.scope, ids, { trash: false });
  requireKnown("items", missingIds(ids, current));
  const rowsById = new Map(current.map((row) => [row.id, row]));
  const writing = writingOf(deps, vault);
  const replace = ([index, change]: [number, ItemChanges["items"][number]]) => {
    const row = rowsById.get(change.id);
    if (!row) return [];
    const before = openItemRecord(vault, row);
    if (input.emptyItems === "refused" && isEmptied(before, change)) refuseEmpty(index);
    return [replaceRecord(deps, vault, { row, before, change, writing })];
  };
  const replacements = await inSlices(
    deps.clock,
    [...input.items.entries()],
    replace,
    (_, [replacement]) => replacement?.sealed?.length ?? 0,
  );
  const result = await deps.store.items.replace(vault.scope, replacements.flat(), {
    keyNumber: vault.keys.current,
    now: writing.now,
    keepVersions: deps.policy.keepVersions,
  });
  const rows = requireReplaced(result, "items");
  return { items: await inSlices(deps.clock, rows, (row) => openSummary(vault, row)) };
}

/** All or none. @throws VaultError NOT_FOUND, UNKNOWN_CATEGORY. */
export async function moveItems(deps: VaultDeps, vault: OpenVault, input: ItemMove): Promise<ChangedIds> {
  const { ids, categoryId } = input;
  const answer = await deps.store.items.move(vault.scope, ids, { categoryId, now: deps.clock.now() });
  const { unknown, unknownCategory } = requireAllowed(answer);
  requireKnown("items", unknown);
  if (unknownCategory) throw new VaultError("UNKNOWN_CATEGORY", { table: "categories", field: "categoryId" });
  return { ids };
}

/** All or none: sort ids 1, 2, 3 … in the order given. @throws VaultError NOT_FOUND. */
export async function reorderItems(
  deps: VaultDeps,
  vault: OpenVault,
  { ids }: ItemSelection,
): Promise<ChangedIds> {
  const { unknown } = requireAllowed(await deps.store.items.reorder(vault.scope, ids, deps.clock.now()));
  requireKnown("items", unknown);
  return { ids };
}

/**
 * Needs no passphrase: nothing is opened, and it can be undone. Answers the ids that went; others are passed over. On a full disk,
 * where all at once need too much room, they go one by one as far as that fits.
 * @throws VaultError STORAGE_FULL when none went.
 */
export async function trashItems(
  deps: VaultDeps,
  scope: VaultScope,
  { ids }: ItemSelection,
): Promise<ChangedIds> {
  const trash = async (some: readonly ItemId[]) =>
    requireAllowed(await deps.store.items.trash(scope, some, deps.clock.now()));
  try {
    return { ids: await trash(ids) };
  } catch (error) {
    if (storageCauseOf(error) !== "disk-full" || ids.length === 1) throw error;
    return { ids: await trashOneByOne(ids, trash, error) };
  }
}

async function trashOneByOne(
  ids: readonly ItemId[],
  trash: (some: readonly ItemId[]) => Promise<ItemId[]>,
  failure: unknown,
): Promise<ItemId[]> {
  const gone: ItemId[] = [];
  for (const id of ids) {
    try {
      gone.push(...(await trash([id])));
    } catch (error) {
      if (storageCauseOf(error) !== "disk-full") throw error;
    }
  }
  if (gone.length === 0) throw failure;
  return gone;
}

/** Notes that items were used now: no change of theirs. Answers their ids; those not there, or in the trash, are passed over. */
export const markItemsUsed = async (
  deps: VaultDeps,
  scope: VaultScope,
  { ids }: ItemSelection,
): Promise<ChangedIds> => ({
  ids: requireAllowed(await deps.store.items.markUsed(scope, ids, deps.clock.now())),
});

/** Answers the ids that came back. One whose category is in the trash has none until that comes back. */
export const restoreItems = async (
  deps: VaultDeps,
  vault: OpenVault,
  { ids }: ItemSelection,
): Promise<ChangedIds> => ({
  ids: requireAllowed(await deps.store.items.restore(vault.scope, ids, deps.clock.now())),
});

/** @throws VaultError NOT_FOUND for an id that isn't the owner's. */
export async function loadItemRow(deps: VaultDeps, vault: OpenVault, id: OneItem["id"]): Promise<ItemRow> {
  const [row] = await deps.store.items.findMany(vault.scope, [id], { trash: true });
  if (!row) throw new VaultError("NOT_FOUND", { table: "items", ids: [id] });
  return row;
}

/** When a write of this vault's session happens, and what the history will say of where it came from. */
export const writingOf = (deps: VaultDeps, vault: OpenVault): Writing => ({
  now: deps.clock.now(),
  device: vault.device,
});

/** What a change makes of a row whose record is `before`. Without `sealed`: nothing in the record changes. */
export function replaceRecord(
  deps: VaultDeps,
  vault: OpenVault,
  {
    row,
    before,
    change,
    writing,
  }: {
    readonly row: ItemRow;
    readonly before: SealableRecord;
    readonly change: ItemChange;
    readonly writing: Writing;
  },
): ItemReplacement {
  const { id, revision, categoryId } = change;
  const moved = categoryId === undefined ? {} : { categoryId };
  requireVisible(change.name, before.name);
  const changed = changedRecord(before, change, writing);
  // Nothing sealed changes: the record stays as it is, and no version is kept of it.
  if (!changed) return { id, expectedRevision: revision, sealRev: row.sealRev, ...moved };
  const { record, keepVersion } = changed;
  const sealRev = row.sealRev + 1;
  const place = { table: "item" as const, ...vault.owner, id, sealRev };
  const sealed = sealRecord(deps.random, vault.keys, place, record);
  return { id, expectedRevision: revision, sealRev, sealed, keepVersion, ...moved };
}

/** One that was empty before, as from an import, can still be put in order. */
function isEmptied(before: SealableRecord, change: ItemChange): boolean {
  const known = readFields(before);
  const written = Object.entries(change).filter(([, value]) => value !== undefined);
  return isEmptyItem({ ...known, ...Object.fromEntries(written) }) && !isEmptyItem(known);
}

/** @param index of the empty item in the input; -1: there is none. */
function refuseEmpty(index: number): void {
  if (index === -1) return;
  throw new VaultError(
    "INVALID_INPUT",
    { table: "items", field: `items[${index}].name` },
    "An empty item can't be saved. Give it a name, or fill in another field.",
  );
}

function readCursor(cursor: string): { sortId: number; id: number } {
  const [sortId, id] = cursor.split(".").map(Number);
  return { sortId: sortId ?? 0, id: id ?? 0 };
}
