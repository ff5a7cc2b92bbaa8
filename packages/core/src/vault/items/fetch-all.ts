import type { FetchAllRequest, WholeVault } from "../../schemas/vault.ts";
import { listCategories } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItem } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * All of everything in the owner's order as it was when this began; records that don't open are marked. An item that comes or
 * goes in between may be missing; every other is there, once. @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function fetchAll(
  deps: VaultDeps,
  vault: OpenVault,
  request: FetchAllRequest,
): Promise<WholeVault> {
  const { categories } = await listCategories(deps, vault, request);
  const items = await openEachItem(deps, vault, request, (row) => openItem(vault, row));
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    categories: await openedUnderSameKey(deps, vault, categories),
    items: await openedUnderSameKey(deps, vault, items),
  };
}
