import { placeOf } from "@opp/core/items/web-address";
import { createItemFolding, type Searchable } from "@opp/core/search/folded-item";
import { bareContext } from "@opp/core/search/search-items";

const fold = createItemFolding(placeOf);

/** The context of a search before categories, tags, notes and health are added. */
export const SEARCH_CONTEXT = bareContext(fold);

const ITEMS_AT_ONCE = 250;

/** Folds items while the browser is idle, so that the first search doesn't have to. Returns a function that stops it. */
export function foldAhead(items: readonly Searchable[]): () => void {
  let at = 0;
  let timer = 0;
  const later = (run: () => void): number =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(run) : window.setTimeout(run, 50);
  const cancel = "cancelIdleCallback" in globalThis ? cancelIdleCallback : clearTimeout;
  const step = () => {
    for (const item of items.slice(at, at + ITEMS_AT_ONCE)) fold(item);
    at += ITEMS_AT_ONCE;
    if (at < items.length) timer = later(step);
  };
  timer = later(step);
  return () => cancel(timer);
}
