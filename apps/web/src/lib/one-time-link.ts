import { createStore } from "../base/external-store.ts";

/** The secret of a one-time link that the address held; null: none, or it was taken. It is kept nowhere else. */
export const linkStore = createStore<string | null>(null);

export const addressOfLink = (secret: string): string => `${location.origin}/#/link/${secret}`;

/** Takes the secret out of the address, where it would stay in the history. */
function takeLink(): void {
  const secret = /^#\/link\/([\w-]{43})$/.exec(location.hash)?.[1];
  if (secret === undefined) return;
  history.replaceState(null, "", location.pathname);
  linkStore.set(secret);
}

/** Call once. A link may also be pasted into an open page. @returns how to stop. */
export function followLinks(): () => void {
  takeLink();
  addEventListener("hashchange", takeLink);
  return () => removeEventListener("hashchange", takeLink);
}
