import type { Category } from "../schemas/categories.ts";
import type { Item } from "../schemas/items.ts";
import type { FetchAllRequest, WholeVault } from "../schemas/vault.ts";
import type { VaultDeps } from "./deps.ts";
import { inTurns, openCategory, openItem } from "./open-rows.ts";
import { openedUnderSameKey } from "./same-key.ts";
import type { UnlockedVault } from "./unlock.ts";

/** Rows a read, at most: keeps one read short, whatever the vault's size. */
const ROWS_A_READ = 2000;

/**
 * All of everything in the owner's order as it was when this began; records that don't open are marked. An item that comes or
 * goes meanwhile may be missing; every other is there, once. @throws VaultError CONFLICT (the vault got another key meanwhile).
 */
export async function fetchAll(
  deps: VaultDeps,
  vault: UnlockedVault,
  request: FetchAllRequest,
): Promise<WholeVault> {
  const rows = await deps.store.categories.list(vault.userId, request);
  const categories: Category[] = await inTurns(deps.clock, rows, (row) => openCategory(vault, row));
  const items: Item[] = [];
  // Pages would miss an item, or have it twice, that is moved between two of them.
  const ids = await deps.store.items.ids(vault.userId, request);
  for (let at = 0; at < ids.length; ) {
    if (at > 0) await deps.clock.yield();
    const chosen = ids.slice(at, at + ROWS_A_READ);
    const read = await deps.store.items.readMany(vault.userId, chosen, request);
    for (const item of await inTurns(deps.clock, read.rows, (row) => openItem(vault, row))) items.push(item);
    at += read.looked;
  }
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    categories: await openedUnderSameKey(deps, vault, categories),
    items: await openedUnderSameKey(deps, vault, items),
  };
}
