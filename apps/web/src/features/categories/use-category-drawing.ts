import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { DropSide } from "./place-in-tree.ts";

interface Drawing {
  readonly id: number;
  readonly over: { readonly id: number; readonly side: DropSide } | null;
}

/** What part of a row, above and below, means "beside it". */
const EDGE = 0.28;

/** A category drawn by its handle, with mouse, pen or finger, onto another or between two. */
export function useCategoryDrawing(
  root: RefObject<HTMLElement | null>,
  canDrop: (id: number, target: number, side: DropSide) => boolean,
  onDrop: (id: number, target: number, side: DropSide) => void,
) {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const stop = useRef<(isDone: boolean) => void>(() => {});
  useEffect(() => () => stop.current(false), []);

  /** Listens to the whole window: the pointer leaves the handle at once. */
  const start = (id: number) => {
    let over: Drawing["over"] = null;
    const onMove = (event: globalThis.PointerEvent) => {
      event.preventDefault();
      const found = rowAt(root.current, event.clientY);
      const next = found && canDrop(id, found.id, found.side) ? found : null;
      if (next?.id === over?.id && next?.side === over?.side) return;
      over = next;
      setDrawing({ id, over });
    };
    const listening = new AbortController();
    const { signal } = listening;
    stop.current = (isDone) => {
      listening.abort();
      stop.current = () => {};
      setDrawing(null);
      if (isDone && over) onDrop(id, over.id, over.side);
    };
    addEventListener("pointermove", onMove, { signal, passive: false });
    addEventListener("pointerup", () => stop.current(true), { signal });
    addEventListener("pointercancel", () => stop.current(false), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && stop.current(false), { signal });
    setDrawing({ id, over: null });
  };

  return {
    drawnId: drawing?.id ?? null,
    sideOver: (id: number): DropSide | undefined =>
      drawing?.over?.id === id ? drawing.over.side : undefined,
    /** Of each one's handle. */
    handleOf: (id: number) => ({
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0 || drawing) return;
        event.preventDefault();
        start(id);
      },
    }),
  };
}

function rowAt(root: HTMLElement | null, y: number): Drawing["over"] {
  for (const row of root?.querySelectorAll<HTMLElement>("[data-category-id]") ?? []) {
    const { top, bottom, height } = row.getBoundingClientRect();
    if (y < top || y >= bottom) continue;
    const at = (y - top) / height;
    const side = at < EDGE ? "before" : at > 1 - EDGE ? "after" : "into";
    return { id: Number(row.dataset.categoryId), side };
  }
  return null;
}
