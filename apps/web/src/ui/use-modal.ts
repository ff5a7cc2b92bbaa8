import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createStore } from "../lib/external-store.ts";

/** The modals that are open, by id; the last lies on top, and everything outside it is inert. */
export const openModals = createStore<readonly string[]>([]);

/** Shows the element as the platform's own modal for as long as it is there, and gives the focus back to where it came from. */
export function useModal(ref: RefObject<HTMLDialogElement | null>, id: string): void {
  const cameFrom = useRef<Element | null>(null);
  // In the same step as the element, or a quick key would go to the page beneath.
  useLayoutEffect(() => {
    cameFrom.current = document.activeElement;
    ref.current?.showModal();
    openModals.set([...openModals.get(), id]);
  }, [ref, id]);
  // Not before the page beneath is as it will be: what had the focus may go in the same step.
  useEffect(() => {
    const dialog = ref.current;
    return () => {
      openModals.set(openModals.get().filter((each) => each !== id));
      dialog?.close();
      if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus();
    };
  }, [ref, id]);
}
