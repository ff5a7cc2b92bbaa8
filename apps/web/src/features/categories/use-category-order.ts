import type { Category } from "@opp/core/schemas/categories";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { texts } from "../../texts/texts.ts";
import { moveInOrder } from "./move-in-order.ts";

/** The order of the categories: by Alt and an arrow, by the menu, or drawn by their handle with mouse and finger. */
export function useCategoryOrder(categories: readonly Category[]) {
  const utils = trpc.useUtils();
  /** The ids as they stand while one is drawn. */
  const [drawn, setDrawn] = useState<{ readonly id: number; readonly ids: readonly number[] } | null>(null);
  const stopDrawing = useRef<(isDone: boolean) => void>(() => {});
  const ids = drawn?.ids ?? categories.map(({ id }) => id);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);

  const save = async (next: readonly number[], moved: number) => {
    if (next.every((id, index) => categories[index]?.id === id)) return;
    const filter = { trash: false };
    await utils.categories.list.cancel(filter);
    const before = utils.categories.list.getData(filter);
    utils.categories.list.setData(filter, { categories: next.flatMap((id) => byId.get(id) ?? []) });
    try {
      const answer = await utils.client.categories.reorder.mutate({ ids: [...next] });
      utils.categories.list.setData(filter, answer);
      say(texts.category.movedTo(byId.get(moved)?.name ?? "", next.indexOf(moved) + 1, next.length));
    } catch (error) {
      utils.categories.list.setData(filter, before);
      // One may have come or gone elsewhere meanwhile.
      void utils.categories.list.invalidate();
      say(describeFailure(error).message, { urgent: true });
    }
  };
  const moveBy = (id: number, by: number) => void save(moveInOrder(ids, id, by), id);
  useEffect(() => () => stopDrawing.current(false), []);

  /** Listens to the whole window: the handle itself moves with its row, which ends what is captured by it. */
  const startDrawing = (id: number, list: Element | null) => {
    let next = ids;
    const onMove = (event: globalThis.PointerEvent) => {
      const over = [...(list?.children ?? [])].findIndex((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return event.clientY >= top && event.clientY < bottom;
      });
      const from = next.indexOf(id);
      if (over === -1 || over === from) return;
      next = moveInOrder(next, id, over - from);
      setDrawn({ id, ids: next });
    };
    const listening = new AbortController();
    const { signal } = listening;
    stopDrawing.current = (isDone) => {
      listening.abort();
      stopDrawing.current = () => {};
      setDrawn(null);
      if (isDone) void save(next, id);
    };
    addEventListener("pointermove", onMove, { signal });
    addEventListener("pointerup", () => stopDrawing.current(true), { signal });
    addEventListener("pointercancel", () => stopDrawing.current(false), { signal });
    setDrawn({ id, ids });
  };

  return {
    shown,
    drawnId: drawn?.id ?? null,
    moveBy,
    onKeyDown: (event: KeyboardEvent, id: number) => {
      if (event.key === "Escape" && drawn) stopDrawing.current(false);
      else if (event.altKey && event.key === "ArrowUp") moveBy(id, -1);
      else if (event.altKey && event.key === "ArrowDown") moveBy(id, 1);
      else return;
      event.preventDefault();
    },
    /** Of each one's handle. */
    handleOf: (id: number) => ({
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0 || drawn) return;
        event.preventDefault();
        startDrawing(id, event.currentTarget.closest("ul"));
      },
    }),
  };
}
