import { useCallback, useLayoutEffect, useRef } from "react";
import { type KeyId, shortcutOf } from "../../../lib/keymap.ts";

/** What the shortcuts of an item do; one that is left out does nothing. */
export type ItemKeys = Readonly<Partial<Record<KeyId, (() => void) | undefined>>>;

/** Registers the shortcuts of the shown item; returns a function that removes them. */
export type TieKeys = (keys: ItemKeys) => () => void;

/**
 * Handles the shortcuts of the shown item, unless a field or a dialog has the focus. A key that is pressed while the item is still
 * loading acts once it has loaded; if there are several, the last one does.
 */
export function useItemKeys(isListening: boolean): TieKeys {
  const tied = useRef<ItemKeys | null>(null);
  const early = useRef<KeyId | null>(null);

  // In the same step as the page, or a quick key would be lost.
  useLayoutEffect(() => {
    if (!isListening) return;
    const listen = (event: KeyboardEvent) => {
      const id = shortcutOf(event, "item");
      if (id === null || !isForItem(event)) return;
      if (tied.current === null) early.current = id;
      else if (act(tied.current, id)) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => {
      early.current = null;
      removeEventListener("keydown", listen);
    };
  }, [isListening]);

  return useCallback((keys) => {
    tied.current = keys;
    const id = early.current;
    early.current = null;
    if (id !== null) act(keys, id);
    return () => {
      tied.current = null;
    };
  }, []);
}

function isForItem(event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return false;
  if (document.querySelector("dialog[open], .menu:popover-open")) return false;
  const { target } = event;
  if (target instanceof HTMLElement && target.matches("input, textarea, select")) return false;
  // If another row of the list has the focus, the key is meant for that one.
  return !(target instanceof Element && target.closest(".row-main:not([aria-current])"));
}

function act(keys: ItemKeys, id: KeyId): boolean {
  const deed = keys[id];
  deed?.();
  return deed !== undefined;
}
