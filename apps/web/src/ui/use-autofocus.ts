import { type RefObject, useEffect } from "react";

/**
 * Focuses the element marked `data-autofocus` once, when the screen appears. React's `autoFocus` comes before a dialog is
 * open, and a phone's keyboard shouldn't jump up by itself.
 * @param onPhones for a screen where typing is all that there is to do
 */
export function useAutofocus(root: RefObject<HTMLElement | null>, onPhones = false): void {
  useEffect(() => {
    const wanted = root.current?.querySelector<HTMLElement>("[data-autofocus]");
    const isTyped = wanted?.matches("input, textarea") ?? false;
    if (isTyped && !onPhones && matchMedia("(pointer: coarse)").matches) return;
    wanted?.focus();
  }, [root, onPhones]);
}
