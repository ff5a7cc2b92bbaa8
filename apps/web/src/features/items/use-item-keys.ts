import { useEffect, useEffectEvent } from "react";

/** What a single key does while an item is shown; a key that is left out does nothing. `texts.keys` lists them for people. */
export type ItemKeys = Readonly<Record<string, (() => void) | undefined>>;

/** Keys of the item that is shown, where nobody is typing and no dialog is open. */
export function useItemKeys(keys: ItemKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open], .menu:popover-open")) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
    // Another row of the list has the focus: the key would be meant for that one.
    if (target instanceof Element && target.closest(".row-main:not([aria-current])")) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
