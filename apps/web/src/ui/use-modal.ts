import { type RefObject, useEffect } from "react";
import { createStore } from "../base/external-store.ts";

/** The open modals, by id; the last is on top, and everything outside it is inert. */
export const openModals = createStore<readonly string[]>([]);

/** Shows the element as a native modal while it is mounted, and returns the focus afterwards. */
export function useModal(ref: RefObject<HTMLDialogElement | null>, id: string): void {
  useEffect(() => {
    const dialog = ref.current;
    const cameFrom = document.activeElement;
    dialog?.showModal();
    openModals.set([...openModals.get(), id]);
    return () => {
      openModals.set(openModals.get().filter((each) => each !== id));
      dialog?.close();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, [ref, id]);
}
