import type { ItemId } from "../../ids.ts";
import type { FetchAllRequest } from "../../schemas/vault.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";

/** A vault of so many items is read at once: some 20 ms. */
const ROWS_AT_ONCE = 12_000;
/** Rows a read, at most, of a larger one. */
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
  // Most vaults fit in one read, which is the quickest, and nothing comes between.
  const whole = await deps.store.items.page(vault.scope, { ...request, limit: ROWS_AT_ONCE });
  if (!whole.more) return inSlices(deps.clock, whole.rows, open);
  // Pages would miss an item, or have it twice, that is moved between two of them.
  const ids = await deps.store.items.ids(vault.scope, request);
  return openChosenItems(deps, vault, { ids, request, open });
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
