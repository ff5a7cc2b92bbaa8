import { useSyncExternalStore } from "react";

const PLAIN_LISTS = ["all", "favourites", "recent", "uncategorised"] as const;
export type PlainList = (typeof PLAIN_LISTS)[number];

/** Which items the list shows. */
export type ListView =
  | { readonly kind: PlainList }
  | { readonly kind: "category"; readonly id: number }
  /** The tag at this index of this item's tags: data/tags/tag-route.ts. */
  | { readonly kind: "tag"; readonly item: number; readonly at: number };

/** A screen without the list. */
export interface ScreenView {
  readonly kind: "screen";
  /** Its path in the shell's route table. */
  readonly screen: string;
  /** The rest of the address, which only the screen itself understands. */
  readonly part: string | null;
}

export type View = ListView | ScreenView;

export type Detail =
  | { readonly kind: "item"; readonly id: number; readonly edit: boolean }
  | { readonly kind: "new" }
  | null;

/** What the vault shows; it is in the address after `#`, so that Back works and a reload returns. Ids only. */
export interface Route<Shown extends View = View> {
  readonly view: Shown;
  /** What the panel next to the list shows; a screen has no panel. */
  readonly detail: Detail;
}

export const screenView = (screen: string, part: string | null = null): ScreenView => ({
  kind: "screen",
  screen,
  part,
});

export function formatRoute({ view, detail }: Route): string {
  if (view.kind === "screen") return `#/${view.screen}${view.part === null ? "" : `/${view.part}`}`;
  const list =
    view.kind === "category"
      ? `category/${view.id}`
      : view.kind === "tag"
        ? `tag/${view.item}-${view.at}`
        : view.kind;
  if (detail === null) return `#/${list}`;
  if (detail.kind === "new") return `#/${list}/new`;
  return `#/${list}/item/${detail.id}${detail.edit ? "/edit" : ""}`;
}

const ALL: Route = { view: { kind: "all" }, detail: null };

/**
 * Reads an address; anything unknown is the list of all items.
 * @param screens the paths of the screens
 */
export function parseRoute(hash: string, screens: ReadonlySet<string>): Route {
  const [, screen = "", part = null] = /^#\/([a-z-]+)(?:\/([a-z0-9-]{1,20}))?$/.exec(hash) ?? [];
  if (screens.has(screen)) return { view: screenView(screen, part), detail: null };
  const match =
    /^#\/(?:category\/(\d{1,15})|tag\/(\d{1,15})-(\d{1,3})|([a-z]+))(?:\/(new)|\/item\/(\d{1,15})(\/edit)?)?$/.exec(
      hash,
    );
  if (!match) return ALL;
  const [, category, tagged, at, list, isNew, item, edit] = match;
  const kind = PLAIN_LISTS.find((each) => each === list);
  const view: ListView | null = category
    ? { kind: "category", id: Number(category) }
    : tagged
      ? { kind: "tag", item: Number(tagged), at: Number(at) }
      : kind
        ? { kind }
        : null;
  if (view === null) return ALL;
  if (isNew) return { view, detail: { kind: "new" } };
  if (item) return { view, detail: { kind: "item", id: Number(item), edit: edit !== undefined } };
  return { view, detail: null };
}

const listeners = new Set<() => void>();

/** Where a form returns to when it is closed, if not to its item. It stays with its entry of the history, so that a reload keeps it. */
export interface ReturnPlace {
  /** The address, from `#` on. */
  readonly hash: string;
  /** Which of the place's rows led to the form; of a queue, which one it is at. */
  readonly index: number;
  /** What the form is one of; at the place itself, a queue that is through. */
  readonly queue: ItemQueue;
}

/** Items that are opened one after the other. */
export interface ItemQueue {
  readonly ids: readonly number[];
  readonly changed: number;
  readonly skipped: number;
  /** The vault's score when it began; null: unknown. */
  readonly score: number | null;
}

export function goTo(route: Route, how: "push" | "replace" = "push", returnsTo?: ReturnPlace): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  const state = returnsTo ? { returnsTo } : null;
  if (how === "push") history.pushState(state, "", hash);
  else history.replaceState(state, "", hash);
  for (const listener of listeners) listener();
}

/** Where the form at the present address returns to; at a list, the queue of it that is through. */
export function returnPlace(): ReturnPlace | null {
  const state: unknown = history.state;
  const place = typeof state === "object" && state !== null && "returnsTo" in state ? state.returnsTo : null;
  return isReturnPlace(place) ? place : null;
}

const isReturnPlace = (value: unknown): value is ReturnPlace =>
  typeof value === "object" &&
  value !== null &&
  "hash" in value &&
  "index" in value &&
  typeof value.hash === "string" &&
  typeof value.index === "number" &&
  "queue" in value &&
  isQueue(value.queue);

const isQueue = (value: unknown): value is ItemQueue =>
  typeof value === "object" &&
  value !== null &&
  "ids" in value &&
  Array.isArray(value.ids) &&
  value.ids.every((id) => typeof id === "number") &&
  "changed" in value &&
  typeof value.changed === "number" &&
  "skipped" in value &&
  typeof value.skipped === "number" &&
  "score" in value &&
  (value.score === null || typeof value.score === "number");

export function useRoute(screens: ReadonlySet<string>): Route {
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
  return parseRoute(hash, screens);
}
