import { useEffect, useEffectEvent } from "react";
import { lockSession } from "../../lib/session.ts";

interface Shortcuts {
  readonly focusSearch: () => void;
  readonly startNew: () => void;
  readonly showKeys: () => void;
  readonly close: () => void;
}

/** Single keys, where nobody is typing and no dialog is open. `texts.keys` lists them for people. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open], .menu:popover-open")) return;
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
    const acts: Readonly<Record<string, () => void>> = {
      Escape: shortcuts.close,
      "/": shortcuts.focusSearch,
      n: shortcuts.startNew,
      "?": shortcuts.showKeys,
      l: () => lockSession(false),
    };
    const act = acts[event.key];
    if (!act) return;
    // Also so that the browser's own Escape doesn't close a dialog that this one opens.
    event.preventDefault();
    act();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
