import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "../../lib/external-store.ts";
import type { View } from "../../lib/place.ts";
import { foldAhead } from "../../lib/search/folded-item.ts";
import { asksForHealth, asksForTrash, notesTexts, parseQuery } from "../../lib/search/parse-query.ts";
import { createTypedSearch } from "../../lib/search/typed-search.ts";
import { settingsStore } from "../../lib/settings.ts";
import { foldedPaths, treeOf } from "../categories/category-tree.ts";
import { useHealth } from "../health/use-health.ts";
import type { TagCount } from "../tags/count-tags.ts";
import { tagOfView } from "../tags/tag-places.ts";
import { createSorter, itemsOfView } from "./arrange-items.ts";
import { useNotesSearch } from "./use-notes-search.ts";
import { useItems } from "./use-vault.ts";

interface FoundOptions {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly view: View;
  readonly query: string;
  readonly notesToo: boolean;
}

/** What the list shows: the items of a place in the order chosen, or of the whole vault those that a search finds. */
export function useFoundItems({ items, categories, tags, view, query, notesToo }: FoundOptions) {
  const { sort, sortReversed } = useStore(settingsStore);
  const [sortInOrder] = useState(createSorter);
  const [search] = useState(() => createTypedSearch<ItemSummary>());
  const terms = useMemo(() => parseQuery(query), [query]);
  const trash = useItems(true, { enabled: asksForTrash(terms) });
  // It also follows every change of the vault from then on, so it is asked for only when somebody wants it.
  const health = useHealth({ wanted: asksForHealth(terms) });
  const tree = treeOf(categories);

  const sorted = useMemo(
    () => sortInOrder(items, { order: sort, reversed: sortReversed }, tree.pathOf),
    [items, sort, sortReversed, tree, sortInOrder],
  );
  useEffect(() => foldAhead(sorted), [sorted]);

  const wantedTexts = useMemo(() => notesTexts(terms, notesToo), [terms, notesToo]);
  const stamp = useMemo(
    () => `${items.length} ${items.reduce((latest, item) => Math.max(latest, item.updatedAt), 0)}`,
    [items],
  );
  const { notes, isSearching, failure } = useNotesSearch(wantedTexts, stamp);

  const tagKeys = useMemo(() => new Set(tags.map(({ key }) => key)), [tags]);
  const context = useMemo(
    () => ({
      categoryNames: foldedPaths(categories),
      tags: tagKeys,
      notes,
      notesToo,
      health: (id: number) => health.byId.get(id) ?? {},
    }),
    [categories, tagKeys, notes, notesToo, health.byId],
  );
  // A search looks through the whole vault: who searches has forgotten where it is.
  const searched = asksForTrash(terms) ? trash.items : sorted;
  const tag = tagOfView(view, items);
  const found = useMemo(
    () =>
      terms.length === 0 ? itemsOfView(sorted, view, tag, tree.idsIn) : search(searched, terms, context),
    [sorted, searched, terms, view, tag, tree, search, context],
  );
  const excerptOf = useCallback(
    (id: number) => wantedTexts.map((text) => notes.get(text)?.get(id) ?? "").find(Boolean) ?? "",
    [wantedTexts, notes],
  );
  return {
    found,
    excerptOf,
    terms,
    isSearching:
      isSearching ||
      (asksForTrash(terms) && trash.isPending) ||
      (asksForHealth(terms) && (health.status === "idle" || health.status === "loading")),
    failure: failure ?? (asksForHealth(terms) ? (health.failure?.message ?? null) : null),
  };
}
