import type { ItemSummary } from "@opp/core/schemas/items";
import { foldText } from "@opp/core/search/fold-text";
import { parseQuery } from "@opp/core/search/parse-query";
import { type SearchContext, searchItems } from "@opp/core/search/search-items";
import type { IconName } from "../../ui/icon.tsx";

/** Something that can be done from the palette. */
export interface PaletteAction {
  readonly kind: "action";
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

export type PaletteEntry =
  | PaletteAction
  | { readonly kind: "item"; readonly key: string; readonly item: ItemSummary };

const MOST_ITEMS = 8;
const MOST_RECENT = 5;
/** A vault may have hundreds of tags, so they are listed only while the user searches, as are the kinds of a new item. */
const MOST_TAGS = 8;

export const GROUPS = ["recent", "items", "actions", "views", "look"] as const;
type Group = (typeof GROUPS)[number];

/** The heading of an entry. */
export function groupOf(entry: PaletteEntry, query: string): Group {
  if (entry.kind === "item") return query.trim() === "" ? "recent" : "items";
  if (entry.key.startsWith("go-")) return "views";
  return /^(?:theme|language)-/.test(entry.key) ? "look" : "actions";
}

/** The palette's entries, by group: matching items and actions; without a query, the items used last and all actions. */
export function paletteEntries(
  query: string,
  items: readonly ItemSummary[],
  { actions, context }: { readonly actions: readonly PaletteAction[]; readonly context: SearchContext },
): readonly PaletteEntry[] {
  const terms = parseQuery(query);
  const found =
    terms.length === 0 ? lastUsed(items) : searchItems(items, terms, context).slice(0, MOST_ITEMS);
  const words = foldText(query).split(/\s+/).filter(Boolean);
  let tagsLeft = words.length === 0 ? 0 : MOST_TAGS;
  const fitting = actions.filter(({ key, label }) => {
    const folded = foldText(label);
    if (!words.every((word) => folded.includes(word))) return false;
    if (words.length === 0 && key.startsWith("new-kind-")) return false;
    return !key.startsWith("go-tag-") || (tagsLeft -= 1) >= 0;
  });
  const entries = found.map((item) => ({ kind: "item" as const, key: `item-${item.id}`, item }));
  const rank = (entry: PaletteEntry) => GROUPS.indexOf(groupOf(entry, query));
  return [...entries, ...fitting].toSorted((a, b) => rank(a) - rank(b));
}

const lastUsed = (items: readonly ItemSummary[]) =>
  items
    .filter(({ usedAt }) => usedAt !== null)
    .toSorted((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0))
    .slice(0, MOST_RECENT);
