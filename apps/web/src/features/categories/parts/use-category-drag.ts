import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { setClosed } from "./fold-category.ts";
import type { DropSide } from "./tree-position.ts";

interface Drop {
  readonly id: number;
  readonly side: DropSide;
}

interface Drag {
  readonly id: number;
  readonly over: Drop | null;
}

/** The part of a row, at top and bottom, that means "next to it". */
const EDGE = 0.28;
const UNFOLD_MILLISECONDS = 600;
/** The distance from the list's end where scrolling starts, and its top speed. */
const SCROLL_EDGE_PX = 44;
const SCROLL_PX_A_FRAME = 12;

/**
 * Drags a category by its handle, with mouse, pen or finger, onto another or between two. Near its ends the list scrolls, and a folded
 * category unfolds while the pointer waits over it.
 */
export function useCategoryDrag(
  root: RefObject<HTMLElement | null>,
  canDrop: (id: number, target: number, side: DropSide) => boolean,
  onDrop: (id: number, target: number, side: DropSide) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<((isDone: boolean) => void) | null>(null);
  const rules = useRef({ canDrop, onDrop });
  useEffect(() => {
    rules.current = { canDrop, onDrop };
  });
  useEffect(() => () => stop.current?.(false), []);

  /** Listens to the whole window: the pointer leaves the handle at once. */
  const start = useCallback(
    (id: number, pressed: PointerEvent) => {
      if (pressed.button !== 0 || stop.current) return;
      pressed.preventDefault();
      let y = pressed.clientY;
      let hasMoved = false;
      let over: Drop | null = null;
      let unfolding: ReturnType<typeof setTimeout> | undefined;
      let frame = 0;

      const look = () => {
        const found = hasMoved ? rowAt(root.current, y) : null;
        const next = found && rules.current.canDrop(id, found.id, found.side) ? found : null;
        if (next?.id === over?.id && next?.side === over?.side) return;
        over = next;
        setDrag({ id, over });
        clearTimeout(unfolding);
        if (next?.side === "into") unfolding = setTimeout(setClosed, UNFOLD_MILLISECONDS, next.id, false);
      };
      // Scrolling and unfolding move other rows under a resting pointer.
      const onFrame = () => {
        if (hasMoved) scrollNearEnds(root.current, y);
        look();
        frame = requestAnimationFrame(onFrame);
      };
      const listening = new AbortController();
      const { signal } = listening;
      stop.current = (isDone) => {
        if (isDone) look();
        listening.abort();
        cancelAnimationFrame(frame);
        clearTimeout(unfolding);
        stop.current = null;
        setDrag(null);
        if (isDone && over) rules.current.onDrop(id, over.id, over.side);
      };
      const onMove = (event: globalThis.PointerEvent) => {
        event.preventDefault();
        y = event.clientY;
        hasMoved = true;
      };
      addEventListener("pointermove", onMove, { signal, passive: false });
      addEventListener("pointerup", () => stop.current?.(true), { signal });
      addEventListener("pointercancel", () => stop.current?.(false), { signal });
      addEventListener("keydown", (event) => event.key === "Escape" && stop.current?.(false), { signal });
      setDrag({ id, over: null });
      frame = requestAnimationFrame(onFrame);
    },
    [root],
  );

  return { draggedId: drag?.id ?? null, over: drag?.over ?? null, start };
}

function scrollNearEnds(root: HTMLElement | null, y: number): void {
  const scroller = root?.closest(".side-scroll");
  if (!scroller) return;
  const { top, bottom } = scroller.getBoundingClientRect();
  const beyond = Math.max(0, y - (bottom - SCROLL_EDGE_PX)) - Math.max(0, top + SCROLL_EDGE_PX - y);
  const share = Math.max(-1, Math.min(1, beyond / SCROLL_EDGE_PX));
  if (share !== 0) scroller.scrollBy({ top: share * SCROLL_PX_A_FRAME, behavior: "instant" });
}

/** The row at that height, even if the pointer is left or right of it; rows scrolled out of sight don't count. */
function rowAt(root: HTMLElement | null, y: number): Drop | null {
  if (!root) return null;
  const { right } = root.getBoundingClientRect();
  for (const element of document.elementsFromPoint(right - 24, y)) {
    const row = element.closest<HTMLElement>("[data-category-id]");
    if (!row || !root.contains(row)) continue;
    const { top, height } = row.getBoundingClientRect();
    const at = (y - top) / height;
    const side = at < EDGE ? "before" : at > 1 - EDGE ? "after" : "into";
    return { id: Number(row.dataset["categoryId"]), side };
  }
  return null;
}
