import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { asksForHealth, asksForTrash, notesTexts, parseQuery } from "@opp/core/search/parse-query";
import { createTypedSearch } from "@opp/core/search/typed-search";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "../../../base/external-store.ts";
import { foldedPaths, treeOf } from "../../../data/categories/category-tree.ts";
import { useFileNames } from "../../../data/files/use-files.ts";
import { useHealth } from "../../../data/health/use-health.ts";
import { itemsOfView } from "../../../data/items/items-of-view.ts";
import { foldAhead, SEARCH_CONTEXT } from "../../../data/items/search-context.ts";
import { useItems } from "../../../data/items/use-items.ts";
import type { TagCount } from "../../../data/tags/count-tags.ts";
import { tagOfView } from "../../../data/tags/tag-route.ts";
import type { ListView } from "../../../lib/route.ts";
import { settingsStore } from "../../../lib/settings.ts";
import { createSorter } from "./arrange-items.ts";
import { useNotesSearch } from "./use-notes-search.ts";

interface FoundOptions {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly view: ListView;
  readonly query: string;
  readonly notesToo: boolean;
}

/** The items that the list shows: those of the current view, sorted, or the results of a search through the whole vault. */
export function useFoundItems({ items, categories, tags, view, query, notesToo }: FoundOptions) {
  const { sort, sortReversed } = useStore(settingsStore);
  const [sortInOrder] = useState(createSorter);
  const [search] = useState(() => createTypedSearch<ItemSummary>());
  const terms = useMemo(() => parseQuery(query), [query]);
  const trash = useItems(true, { enabled: asksForTrash(terms) });
  // Once started, it follows every change of the vault, so it starts only when a search needs it.
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

  const files = useFileNames({ enabled: items.length > 0 });

  const tagKeys = useMemo(() => new Set(tags.map(({ key }) => key)), [tags]);
  const context = useMemo(
    () => ({
      ...SEARCH_CONTEXT,
      categoryNames: foldedPaths(categories),
      tags: tagKeys,
      notes,
      notesToo,
      files,
      health: (id: number) => health.byId.get(id) ?? {},
    }),
    [categories, tagKeys, notes, notesToo, files, health.byId],
  );
  // A search looks through the whole vault: who searches has forgotten where it is.
  const searched = asksForTrash(terms) ? trash.items : sorted;
  const tag = tagOfView(view, items);
  const found = useMemo(
    () =>
      terms.length === 0
        ? itemsOfView(sorted, view, { tag, idsIn: tree.idsIn })
        : search(searched, terms, context),
    [sorted, searched, terms, view, tag, tree, search, context],
  );
  const excerptOf = useCallback(
    (id: number) => wantedTexts.map((text) => notes.get(text)?.get(id) ?? "").find(Boolean) ?? "",
    [wantedTexts, notes],
  );
  return {
    found,
    excerptOf,
    files,
    terms,
    isSearching:
      isSearching ||
      (asksForTrash(terms) && trash.isPending) ||
      (asksForHealth(terms) && (health.status === "idle" || health.status === "loading")),
    failure: failure ?? (asksForHealth(terms) ? (health.failure?.message ?? null) : null),
  };
}
