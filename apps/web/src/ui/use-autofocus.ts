import { type RefObject, useEffect } from "react";

/**
 * Focuses the element marked `data-autofocus` once, when the screen appears. React's `autoFocus` comes before a dialog is
 * open, and a phone's keyboard shouldn't jump up by itself.
 */
export function useAutofocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (matchMedia("(pointer: coarse)").matches) return;
    root.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [root]);
}
