import type { SealableRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import { ITEM_FIELDS } from "../../items/field-table.ts";
import { readTexts } from "../../items/field-values.ts";
import type { ItemList } from "../../schemas/items.ts";
import type { TagReplacement, TagsChange } from "../../schemas/tags.ts";
import type { ItemReplacement, ItemRow } from "../../store/rows.ts";
import { changeTags, replaceTag } from "../../tags/tag-list.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import type { Writing } from "../records/item-record.ts";
import { openChosenItems, openEachItem } from "../records/open-each-item.ts";
import { openItemRecord, openSummary, unlessDamaged } from "../records/open-rows.ts";
import { missingIds, requireKnown, requireReplaced } from "../records/replaced.ts";
import { openedUnderSameKey } from "../records/same-key.ts";
import { replaceRecord, writingOf } from "./items.ts";

/**
 * All or none. No revision is asked for, since every other field stays as it is, also one that someone changed a moment ago. Answers
 * the items that changed. @throws VaultError NOT_FOUND, RECORD_DAMAGED, INVALID_INPUT (an item would have too many tags), CONFLICT.
 */
export const changeItemTags = (
  deps: VaultDeps,
  vault: OpenVault,
  { ids, add, remove }: TagsChange,
): Promise<ItemList> =>
  writeTags(deps, vault, async (writing) => {
    const rows = await openChosenItems(deps, vault, {
      ids,
      request: { trash: false },
      open: (row) => {
        const before = openItemRecord(vault, row);
        const tags = changeTags(readTexts(before.tags), { add, remove });
        return { id: row.id, replacement: retag(deps, vault, { row, before, tags, writing }) };
      },
    });
    requireKnown("items", missingIds(ids, rows));
    return rows.map(({ replacement }) => replacement);
  });

/**
 * Renames a tag on every item that has it, or removes it; items in the trash keep theirs, as versions do. All or none. Answers the
 * items that changed. Damaged ones are passed over: nobody knows what they have. @throws VaultError CONFLICT.
 */
export const replaceTagEverywhere = (
  deps: VaultDeps,
  vault: OpenVault,
  { tag, by }: TagReplacement,
): Promise<ItemList> =>
  writeTags(deps, vault, async (writing) => {
    const rows = await openEachItem(deps, vault, {
      request: { trash: false },
      opener: () => (row) => {
        const before = unlessDamaged(() => openItemRecord(vault, row));
        if (before === null) return { damaged: true, replacement: null };
        const tags = replaceTag(readTexts(before.tags), tag, by);
        return { damaged: false, replacement: retag(deps, vault, { row, before, tags, writing }) };
      },
    });
    return (await openedUnderSameKey(deps, vault, rows)).map(({ replacement }) => replacement);
  });

/** Someone may write one of many items at any moment; five times in a row is no coincidence any more. */
const MOST_TRIES = 5;

/** Writes what `read` makes of the items as they are; again where someone else came between reading and writing. */
async function writeTags(
  deps: VaultDeps,
  vault: OpenVault,
  read: (writing: Writing) => Promise<readonly (ItemReplacement | null)[]>,
): Promise<ItemList> {
  for (let tries = 1; ; tries += 1) {
    const writing = writingOf(deps, vault);
    const replacements = (await read(writing)).filter((replacement) => replacement !== null);
    if (replacements.length === 0) return { items: [] };
    const answer = await deps.store.items.replace(vault.scope, replacements, {
      keyNumber: vault.keys.current,
      now: writing.now,
      keepVersions: deps.policy.keepVersions,
    });
    const result = requireAllowed(answer);
    if (result.outcome === "conflict" && tries < MOST_TRIES) continue;
    const rows = requireReplaced(result, "items");
    return { items: await inSlices(deps.clock, rows, (row) => openSummary(vault, row)) };
  }
}

/** null: the item has these tags already. @throws VaultError INVALID_INPUT for too many. */
function retag(
  deps: VaultDeps,
  vault: OpenVault,
  {
    row,
    before,
    tags,
    writing,
  }: {
    readonly row: ItemRow;
    readonly before: SealableRecord;
    readonly tags: string[];
    readonly writing: Writing;
  },
): ItemReplacement | null {
  const change = { id: row.id, revision: row.revision, tags };
  const replacement = replaceRecord(deps, vault, { row, before, change, writing });
  if (replacement.sealed === undefined) return null;
  if (tags.length > ITEM_FIELDS.tags.maxEntries) {
    const problem = `An item has at most ${ITEM_FIELDS.tags.maxEntries} tags, and one of these would have ${tags.length}.`;
    throw new VaultError("INVALID_INPUT", { table: "items", ids: [row.id], field: "add" }, problem);
  }
  return replacement;
}
