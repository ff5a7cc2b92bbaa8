import type { ItemId } from "../../ids.ts";
import type { FetchAllRequest } from "../../schemas/vault.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";

/** Rows a read, at most: some milliseconds. */
const ROWS_A_READ = 2000;

/**
 * What is made of every item, in the owner's order as it was when this began, in turns of the event loop. An item that comes
 * or goes in between may be missing; every other is there, once.
 * @param opener makes the function that is given each row; asked a second time if the vault changed while it was read.
 */
export async function openEachItem<Opened>(
  deps: ReadDeps,
  vault: ReadVault,
  { request, opener }: { readonly request: FetchAllRequest; readonly opener: () => (row: ItemRow) => Opened },
): Promise<Opened[]> {
  const { items } = deps.store;
  const read = (after?: ItemRow) =>
    items.page(vault.scope, { ...request, ...(after && { after }), limit: ROWS_A_READ });
  const revision = await revisionOf(deps, vault);
  let page = await read();
  const isOnePage = !page.more;
  const ids = isOnePage ? [] : await items.ids(vault.scope, request);
  const open = opener();
  const all: Opened[] = [];
  for (;;) {
    for (const opened of await inSlices(deps.clock, page.rows, open)) all.push(opened);
    // After a change, pages could miss an item that was moved, or have it twice.
    if (!isOnePage && (await revisionOf(deps, vault)) !== revision)
      return openChosenItems(deps, vault, { ids, request, open: opener() });
    const after = page.rows.at(-1);
    if (!page.more || !after) return all;
    await deps.clock.yield();
    page = await read(after);
  }
}

type ReadDeps = Pick<VaultDeps, "store" | "clock">;
type ReadVault = Pick<OpenVault, "scope">;

async function revisionOf({ store }: ReadDeps, { scope }: ReadVault): Promise<number | null> {
  const membership = await store.vaults.findMembership(scope.vaultId, scope.userId);
  return membership?.revision ?? null;
}

/** As `openEachItem`, of the items with these ids, in their order; ids not found are left out. */
export async function openChosenItems<Opened>(
  deps: ReadDeps,
  vault: ReadVault,
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
