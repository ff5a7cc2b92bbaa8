import type { ItemSummary } from "@opp/core/schemas/items";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useStore } from "../../../base/external-store.ts";
import { focusRequestStore, takeFocusRequest } from "../../../lib/focus-request.ts";
import { shortcutOf } from "../../../lib/keymap.ts";
import type { RowsControl } from "../../../ui/rows/virtual-rows.tsx";

interface ListFocusOptions {
  readonly found: readonly ItemSummary[];
  readonly currentId: number | null;
  /** The row that Tab stops at. */
  readonly tabStop: number;
  readonly control: RefObject<RowsControl | null>;
}

/** Moves the focus into the list: to the row that is asked for, and by an arrow key where nothing else has it. */
export function useListFocus({ found, currentId, tabStop, control }: ListFocusOptions): void {
  const request = useStore(focusRequestStore);
  const hasRows = found.length > 0;
  /** Where the opened item was last, in case it is gone when the focus returns. */
  const lastAt = useRef(0);
  useEffect(() => {
    const at = currentId === null ? -1 : found.findIndex(({ id }) => id === currentId);
    if (at >= 0) lastAt.current = at;
  }, [found, currentId]);

  const take = useEffectEvent(() => {
    const wanted = takeFocusRequest("row");
    if (!wanted) return;
    const at = found.findIndex(({ id }) => id === wanted.id);
    control.current?.focusRow(at >= 0 ? at : Math.min(lastAt.current, found.length - 1));
  });
  useEffect(() => {
    // Not while an item covers the list, as on a phone.
    if (request?.to === "row" && currentId === null && hasRows) take();
  }, [request, currentId, hasRows]);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || shortcutOf(event, "search") !== "toList" || !hasRows) return;
    if (document.querySelector("dialog[open], .menu:popover-open")) return;
    if (!(event.target instanceof Element) || !event.target.matches("body, #main, #item-title")) return;
    event.preventDefault();
    control.current?.focusRow(tabStop);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
