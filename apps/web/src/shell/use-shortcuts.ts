import { useEffectEvent, useLayoutEffect } from "react";
import { type KeyId, shortcutOf } from "../lib/keymap.ts";
import { lockAllTabs } from "../lib/session/tabs.ts";

/** What the keys that work anywhere do. */
type Shortcuts = Readonly<
  Record<Extract<KeyId, "search" | "new" | "undo" | "map" | "palette" | "close">, () => void>
>;

/** Where letters are typed, and where the browser has its own undo; a checkbox isn't one of them. */
const TEXT_FIELDS = "input:not([type='checkbox'], [type='radio']), textarea, select";

/** Handles the shortcuts that work anywhere in the vault; single keys only outside text fields. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const acts: Partial<Record<KeyId, () => void>> = { ...shortcuts, lock: lockAllTabs };
    const id = shortcutOf(event, "anywhere");
    const act = id && acts[id];
    if (!act) return;
    if (document.querySelector("dialog[open]:not(.drawer), .menu:popover-open")) return;
    if (id !== "palette") {
      if (document.querySelector("dialog[open]")) return;
      if (event.target instanceof HTMLElement && event.target.matches(TEXT_FIELDS)) return;
    }
    // Also so that the browser's own Escape doesn't close a dialog that this one opens.
    event.preventDefault();
    act();
  });

  // In the same step as the screen, or a quick key would be lost.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
