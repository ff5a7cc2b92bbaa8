import type { Category } from "../schemas/categories.ts";
import type { Item } from "../schemas/items.ts";
import type { FetchAllRequest, WholeVault } from "../schemas/vault.ts";
import type { ItemRow } from "../store/rows.ts";
import type { VaultDeps } from "./deps.ts";
import { inTurns, openCategory, openItem } from "./open-rows.ts";
import { openedUnderSameKey } from "./same-key.ts";
import type { UnlockedVault } from "./unlock.ts";

/** Rows a read: keeps one read short, whatever the vault's size. */
const ROWS_A_READ = 2000;

/** All of everything in the owner's order; records that don't open are marked. @throws VaultError CONFLICT (the vault got another key meanwhile). */
export async function fetchAll(
  deps: VaultDeps,
  vault: UnlockedVault,
  request: FetchAllRequest,
): Promise<WholeVault> {
  const rows = await deps.store.categories.list(vault.userId, request);
  const categories: Category[] = await inTurns(deps.clock, rows, (row) => openCategory(vault, row));
  const items: Item[] = [];
  let last: ItemRow | undefined;
  do {
    const after = last && { sortId: last.sortId, id: last.id };
    const page = await deps.store.items.page(vault.userId, {
      trash: request.trash,
      ...(after && { after }),
      limit: ROWS_A_READ,
    });
    for (const item of await inTurns(deps.clock, page, (row) => openItem(vault, row))) items.push(item);
    last = page.length === ROWS_A_READ ? page.at(-1) : undefined;
    if (last) await deps.clock.yield();
  } while (last);
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    categories: await openedUnderSameKey(deps, vault, categories),
    items: await openedUnderSameKey(deps, vault, items),
  };
}
