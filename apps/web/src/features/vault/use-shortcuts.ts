import { useEffect, useRef } from "react";
import { lockSession } from "../../lib/session.ts";

interface Shortcuts {
  readonly focusSearch: () => void;
  readonly startNew: () => void;
  readonly showKeys: () => void;
  readonly close: () => void;
}

/** Single keys, where nobody is typing and no dialog is open. `texts.keys` lists them for people. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open], .menu:popover-open")) return;
      const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (typing) return;
      const act = { Escape: latest.current.close, "/": latest.current.focusSearch, n: latest.current.startNew, "?": latest.current.showKeys, l: () => lockSession(false) }[event.key];
      if (!act) return;
      // Also so that the browser's own Escape doesn't close a dialog that this one opens.
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
