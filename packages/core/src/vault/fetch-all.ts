import type { Category } from "../schemas/categories.ts";
import type { Item } from "../schemas/items.ts";
import type { FetchAllRequest, WholeVault } from "../schemas/vault.ts";
import type { VaultDeps } from "./deps.ts";
import { inTurns, openCategory, openItem } from "./open-rows.ts";
import { openedUnderSameKey } from "./same-key.ts";
import type { UnlockedVault } from "./unlock.ts";

/** A vault of so many items is read at once: some 20 ms. */
const ROWS_AT_ONCE = 12_000;
/** Rows a read, at most, of a larger one. */
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
  const items = await openAll(deps, vault, request);
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    categories: await openedUnderSameKey(deps, vault, categories),
    items: await openedUnderSameKey(deps, vault, items),
  };
}

async function openAll(deps: VaultDeps, vault: UnlockedVault, request: FetchAllRequest): Promise<Item[]> {
  // Most vaults fit in one read, which is the quickest, and nothing comes between.
  const whole = await deps.store.items.page(vault.userId, { ...request, limit: ROWS_AT_ONCE });
  if (!whole.more) return inTurns(deps.clock, whole.rows, (row) => openItem(vault, row));
  // Pages would miss an item, or have it twice, that is moved between two of them.
  const items: Item[] = [];
  const ids = await deps.store.items.ids(vault.userId, request);
  for (let at = 0; at < ids.length; ) {
    if (at > 0) await deps.clock.yield();
    const chosen = ids.slice(at, at + ROWS_A_READ);
    const read = await deps.store.items.readMany(vault.userId, chosen, request);
    for (const item of await inTurns(deps.clock, read.rows, (row) => openItem(vault, row))) items.push(item);
    at += read.looked;
  }
  return items;
}
