import { asItemId } from "../../ids.ts";
import { readText } from "../../items/field-values.ts";
import { LIMITS } from "../../rules/limits.ts";
import type { ItemSummary } from "../../schemas/items.ts";
import type { FoundItem, ItemNaming } from "../../schemas/search.ts";
import { foldText } from "../../search/fold-text.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItemRecord, summarizeItem, unlessDamaged } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";
import { getItem } from "./items.ts";

/**
 * The item that someone names, in one question. Names that are the same letter by letter go first, then without regard to case and
 * accents, then those that begin with it, then those that hold it: several of the first kind there is are candidates, and no item.
 * @throws VaultError CONFLICT (the vault got another key in between), RECORD_DAMAGED
 */
export async function findItem(
  deps: VaultDeps,
  vault: OpenVault,
  { name, trash }: ItemNaming,
): Promise<FoundItem> {
  const folded = foldText(name);
  const rows = await openEachItem(deps, vault, {
    request: { trash },
    opener:
      () =>
      (row): Looked => {
        const record = unlessDamaged(() => openItemRecord(vault, row));
        const distance = record && distanceOf(readText(record.name), name, folded);
        if (distance === null) return record ? OTHER : DAMAGED;
        // Only of those that may be meant: most are others.
        return { damaged: false, meant: { distance, summary: summarizeItem(row, record) } };
      },
  });
  const looked = await openedUnderSameKey(deps, vault, rows);
  const candidates = looked.flatMap((row) => (row.meant === undefined ? [] : [row.meant]));
  const nearest = Math.min(...new Set(candidates.map(({ distance }) => distance)));
  const meant = candidates.flatMap(({ distance, summary }) => (distance === nearest ? [summary] : []));
  const [only] = meant;
  return {
    item: only && meant.length === 1 ? await getItem(deps, vault, { id: asItemId(only.id) }) : null,
    candidates: meant
      .slice(0, LIMITS.foundCandidates)
      .map(({ id, name, username, url }) => ({ id, name, username, url })),
    count: meant.length,
  };
}

interface Looked {
  readonly damaged: boolean;
  readonly meant?: { readonly distance: number; readonly summary: ItemSummary };
}

const OTHER: Looked = { damaged: false };
const DAMAGED: Looked = { damaged: true };

/** How far an item's name is from what was asked for; null: it is another. */
function distanceOf(itemName: string, name: string, folded: string): number | null {
  if (itemName === name) return 0;
  // Accents alone fold to nothing, which every name would begin with.
  if (folded === "") return null;
  const at = foldText(itemName).indexOf(folded);
  if (at === -1) return null;
  if (at > 0) return 3;
  return foldText(itemName) === folded ? 1 : 2;
}
