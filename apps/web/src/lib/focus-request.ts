import { createStore } from "../base/external-store.ts";

/** Where the focus goes once the screen shows it. docs/focus.md has all of them. */
export type FocusRequest =
  /** The row of an item in the list; if it is gone, the one that has its place. */
  | { readonly to: "row"; readonly id: number | null }
  /** The opened item, where its shortcuts work. */
  | { readonly to: "item" }
  /** A row of a health list; if its item is sound now, the one that has its place. */
  | { readonly to: "health"; readonly id: number; readonly index: number };

export const focusRequestStore = createStore<FocusRequest | null>(null);

export const requestFocus = (request: FocusRequest): void => focusRequestStore.set(request);

/** Takes the request away, so that it acts once. */
export function takeFocusRequest<To extends FocusRequest["to"]>(
  to: To,
): Extract<FocusRequest, { readonly to: To }> | null {
  const request = focusRequestStore.get();
  if (!isTo(request, to)) return null;
  focusRequestStore.set(null);
  return request;
}

const isTo = <To extends FocusRequest["to"]>(
  request: FocusRequest | null,
  to: To,
): request is Extract<FocusRequest, { readonly to: To }> => request?.to === to;
