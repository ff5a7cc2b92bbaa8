import { useSyncExternalStore } from "react";

export type View =
  | { readonly kind: "all" }
  | { readonly kind: "favourites" }
  | { readonly kind: "recent" }
  | { readonly kind: "uncategorised" }
  | { readonly kind: "category"; readonly id: number }
  /** The tag that stands at this place of this item: features/tags/tag-places.ts. */
  | { readonly kind: "tag"; readonly item: number; readonly at: number }
  | { readonly kind: "trash" }
  | { readonly kind: "generator" }
  | { readonly kind: "account" }
  /** `only`: the items of one of its numbers, as features/health/health-filter.ts names them. */
  | { readonly kind: "health"; readonly only: string | null };

export type Detail =
  | { readonly kind: "item"; readonly id: number; readonly edit: boolean }
  | { readonly kind: "new" }
  | null;

/** Where in the vault the person is; lives in the address after `#`, so that Back works and a reload returns. Ids only. */
export interface Place {
  readonly view: View;
  readonly detail: Detail;
}

export function formatPlace({ view, detail }: Place): string {
  const head =
    view.kind === "category"
      ? `category/${view.id}`
      : view.kind === "tag"
        ? `tag/${view.item}-${view.at}`
        : view.kind === "health" && view.only !== null
          ? `health/${view.only}`
          : view.kind;
  if (detail === null) return `#/${head}`;
  if (detail.kind === "new") return `#/${head}/new`;
  return `#/${head}/item/${detail.id}${detail.edit ? "/edit" : ""}`;
}

/** Anything that isn't understood is "all". */
export function parsePlace(hash: string): Place {
  const [isHealth, only] = /^#\/health(?:\/([a-z0-9-]{1,20}))?$/.exec(hash) ?? [];
  if (isHealth) return { view: { kind: "health", only: only ?? null }, detail: null };
  const match =
    /^#\/(?:category\/(\d{1,15})|tag\/(\d{1,15})-(\d{1,3})|(all|favourites|recent|uncategorised|trash|generator|account))(?:\/(new)|\/item\/(\d{1,15})(\/edit)?)?$/.exec(
      hash,
    );
  if (!match) return { view: { kind: "all" }, detail: null };
  const [, category, tagged, at, kind, isNew, item, edit] = match;
  const view: View = category
    ? { kind: "category", id: Number(category) }
    : tagged
      ? { kind: "tag", item: Number(tagged), at: Number(at) }
      : { kind: PLAIN_VIEWS.find((each) => each === kind) ?? "all" };
  if (isNew) return { view, detail: { kind: "new" } };
  if (item) return { view, detail: { kind: "item", id: Number(item), edit: edit !== undefined } };
  return { view, detail: null };
}

const PLAIN_VIEWS = [
  "all",
  "favourites",
  "recent",
  "uncategorised",
  "trash",
  "generator",
  "account",
] as const;

const listeners = new Set<() => void>();

export function goTo(place: Place, how: "push" | "replace" = "push"): void {
  const hash = formatPlace(place);
  if (hash === location.hash) return;
  if (how === "push") history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
  for (const listener of listeners) listener();
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      addEventListener("popstate", listener);
      addEventListener("hashchange", listener);
      return () => {
        listeners.delete(listener);
        removeEventListener("popstate", listener);
        removeEventListener("hashchange", listener);
      };
    },
    () => location.hash,
    () => "",
  );
  return parsePlace(hash);
}
