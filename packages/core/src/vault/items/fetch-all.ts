import { VaultError } from "../../errors.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { FetchAllRequest, WholeVault } from "../../schemas/vault.ts";
import { listCategories } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItem } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * All of everything in the owner's order as it was when this began; records that don't open are marked. An item that comes or
 * goes in between may be missing; every other is there, once.
 * @throws VaultError INVALID_INPUT (too large for one answer), CONFLICT (the vault got another key in between).
 */
export async function fetchAll(
  deps: VaultDeps,
  vault: OpenVault,
  request: FetchAllRequest,
): Promise<WholeVault> {
  const { categories } = await listCategories(deps, vault, request);
  const items = await openEachItem(deps, vault, {
    request,
    opener: () => {
      let bytes = 0;
      return (row) => {
        bytes += row.sealed.length;
        if (bytes > LIMITS.wholeVaultBytes) throw new VaultError("INVALID_INPUT", {}, TOO_LARGE);
        return openItem(vault, row);
      };
    },
  });
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    categories: await openedUnderSameKey(deps, vault, categories),
    items: await openedUnderSameKey(deps, vault, items),
  };
}

const TOO_LARGE =
  "This vault is too large for one answer. Read it in pages: items.list with limit and cursor, then items.get for each item.";
