import { useEffectEvent, useLayoutEffect } from "react";
import { lockAllTabs } from "../lib/session/tabs.ts";

interface Shortcuts {
  readonly focusSearch: () => void;
  readonly startNew: () => void;
  readonly showKeys: () => void;
  readonly showPalette: () => void;
  readonly close: () => void;
}

/** What works anywhere in the vault: single keys where nobody is typing, Ctrl or ⌘ K everywhere. `KEYMAP` lists them for people. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    if (document.querySelector("dialog[open]:not(.drawer), .menu:popover-open")) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "k" || event.shiftKey) return;
      event.preventDefault();
      return shortcuts.showPalette();
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
    const acts: Readonly<Record<string, () => void>> = {
      Escape: shortcuts.close,
      "/": shortcuts.focusSearch,
      n: shortcuts.startNew,
      "?": shortcuts.showKeys,
      l: lockAllTabs,
    };
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (!act) return;
    // Also so that the browser's own Escape doesn't close a dialog that this one opens.
    event.preventDefault();
    act();
  });

  // In the same step as the screen, or a quick key would fall between.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
