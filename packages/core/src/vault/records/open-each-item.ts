import type { ItemId } from "../../ids.ts";
import type { FetchAllRequest } from "../../schemas/vault.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";

/** Rows that are read before the first is opened, at most; of a larger vault, only their ids. */
const ROWS_AT_ONCE = 12_000;
const BYTES_AT_ONCE = 16 * 1024 * 1024;
/** Rows a read, at most: some milliseconds. */
const ROWS_A_READ = 2000;

/**
 * What `open` makes of every item, in the owner's order as it was when this began, in turns of the event loop. An item that comes
 * or goes in between may be missing; every other is there, once.
 */
export async function openEachItem<Opened>(
  deps: VaultDeps,
  vault: OpenVault,
  { request, open }: { readonly request: FetchAllRequest; readonly open: (row: ItemRow) => Opened },
): Promise<Opened[]> {
  const rows = await readUnchanged(deps, vault, request);
  if (rows) return inSlices(deps.clock, rows, open);
  const ids = await deps.store.items.ids(vault.scope, request);
  return openChosenItems(deps, vault, { ids, request, open });
}

/**
 * All rows, a page at a time. @returns null: there are too many, or the vault was changed between two pages, which would miss an
 * item that is moved, or have it twice.
 */
async function readUnchanged(
  deps: VaultDeps,
  vault: OpenVault,
  request: FetchAllRequest,
): Promise<ItemRow[] | null> {
  const before = await revisionOf(deps, vault);
  const rows: ItemRow[] = [];
  let bytes = 0;
  for (let after: ItemRow | undefined; ; after = rows.at(-1)) {
    if (after) await deps.clock.yield();
    const page = await deps.store.items.page(vault.scope, {
      ...request,
      ...(after && { after }),
      limit: ROWS_A_READ,
    });
    for (const row of page.rows) {
      rows.push(row);
      bytes += row.sealed.length;
    }
    if (!page.more) return after === undefined || before === (await revisionOf(deps, vault)) ? rows : null;
    if (rows.length >= ROWS_AT_ONCE || bytes > BYTES_AT_ONCE) return null;
  }
}

async function revisionOf({ store }: VaultDeps, { scope }: OpenVault): Promise<number | null> {
  const membership = await store.vaults.findMembership(scope.vaultId, scope.userId);
  return membership?.revision ?? null;
}

/** As `openEachItem`, of the items with these ids, in their order; ids not found are left out. */
export async function openChosenItems<Opened>(
  deps: VaultDeps,
  vault: OpenVault,
  {
    ids,
    request,
    open,
  }: {
    readonly ids: readonly ItemId[];
    readonly request: FetchAllRequest;
    readonly open: (row: ItemRow) => Opened;
  },
): Promise<Opened[]> {
  const all: Opened[] = [];
  for (let at = 0; at < ids.length; ) {
    if (at > 0) await deps.clock.yield();
    const selected = ids.slice(at, at + ROWS_A_READ);
    const read = await deps.store.items.readMany(vault.scope, selected, request);
    for (const opened of await inSlices(deps.clock, read.rows, open)) all.push(opened);
    at += read.looked;
  }
  return all;
}
