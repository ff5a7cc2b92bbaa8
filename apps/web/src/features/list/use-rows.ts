import type { ItemSummary } from "@opp/core/schemas/items";
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { writeDragged } from "../../data/items/dragged-items.ts";
import {
  keepShown,
  NOTHING_SELECTED,
  selectAll,
  selectRange,
  toggleItem,
} from "../../data/items/select-items.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import { texts } from "../../texts/texts.ts";
import type { RowsControl } from "../../ui/rows/virtual-rows.tsx";

interface RowsOptions {
  readonly found: readonly ItemSummary[];
  readonly control: RefObject<RowsControl | null>;
  readonly onOpen: (item: ItemSummary) => void;
  readonly onMove: () => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
  /** Arrow up from the first row. */
  readonly onLeaveUp: () => void;
  /** Left out: to the trash. */
  readonly onDelete?: (items: readonly ItemSummary[]) => void;
}

const PAGE_ROWS = 10;
const LONG_PRESS_MILLISECONDS = 500;
const STILL_PIXELS = 10;

/**
 * What mouse, finger and keys do with the rows, heard once for all of them. A click opens; with Ctrl or ⌘ it chooses, with Shift
 * up to there; a long press chooses, and while something is chosen so does a tap.
 */
export function useRows({ found, control, onOpen, onMove, onTags, onLeaveUp, onDelete }: RowsOptions) {
  const actions = useItemActions();
  const [stored, setSelection] = useState(NOTHING_SELECTED);
  const [focused, setFocused] = useState(0);
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const wasLongPress = useRef(false);
  /** Where a row was that goes, and its focus with it: the one that takes its place gets it. */
  const refocus = useRef<number | null>(null);
  const shownIds = useMemo(() => found.map(({ id }) => id), [found]);
  const selection = useMemo(() => keepShown(stored, shownIds), [stored, shownIds]);
  const chosen = useMemo(
    () => (selection.ids.size === 0 ? [] : found.filter(({ id }) => selection.ids.has(id))),
    [found, selection],
  );
  useEffect(() => {
    if (refocus.current === null || document.activeElement !== document.body) return;
    if (found.length > 0) control.current?.focusRow(Math.min(refocus.current, found.length - 1));
    refocus.current = null;
  }, [found, control]);
  const isChoosing = selection.ids.size > 0;

  const rowAt = (target: EventTarget): { item: ItemSummary; index: number } | null => {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
    const index = Number(row?.dataset["index"] ?? -1);
    const item = found[index];
    return item ? { item, index } : null;
  };
  const choose = (item: ItemSummary, event: { shiftKey: boolean }) =>
    setSelection(event.shiftKey ? selectRange(selection, shownIds, item.id) : toggleItem(selection, item.id));
  const stopPress = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };

  const actOn = (item: ItemSummary, act: string) => {
    if (act === "star") void actions.setFavourite([item], !item.favourite);
    else if (act === "username") void actions.copy(item.id, texts.words.itemUsername, item.username);
    else void actions.copyPassword(item.id);
  };
  const onClick = (event: MouseEvent) => {
    const row = rowAt(event.target);
    if (!row || !(event.target instanceof Element)) return;
    const act = event.target.closest<HTMLElement>("[data-act]")?.dataset["act"];
    if (act !== undefined) return actOn(row.item, act);
    if (event.target.closest(".row-actions")) return;
    if (wasLongPress.current) {
      wasLongPress.current = false;
      return event.preventDefault();
    }
    const pick = event.target.closest(".row-pick");
    // A label's click comes again as its checkbox's: one of them counts.
    if (pick && !event.target.matches("[data-pick]")) return;
    const byTouch = isChoosing && matchMedia("(pointer: coarse)").matches;
    if (pick || event.shiftKey || event.ctrlKey || event.metaKey || byTouch) choose(row.item, event);
    else onOpen(row.item);
  };

  const step = (event: KeyboardEvent, target: number) => {
    if (target < 0) return onLeaveUp();
    control.current?.focusRow(target);
    const item = found[target];
    if (!event.shiftKey || !item) return;
    const from = selection.anchor === null ? (found[focused]?.id ?? null) : selection.anchor;
    setSelection(selectRange({ ids: selection.ids, anchor: from }, shownIds, item.id));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element && event.target.matches("[data-row]") && rowAt(event.target);
    if (!row || event.altKey) return;
    const { item, index } = row;
    const last = found.length - 1;
    const many = isChoosing ? chosen : [item];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a")
      setSelection(selectAll(shownIds));
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === "ArrowDown") step(event, Math.min(last, index + 1));
    else if (event.key === "ArrowUp") step(event, index - 1);
    else if (event.key === "PageDown") step(event, Math.min(last, index + PAGE_ROWS));
    else if (event.key === "PageUp") step(event, Math.max(0, index - PAGE_ROWS));
    else if (event.key === "Home") step(event, 0);
    else if (event.key === "End") step(event, last);
    else if (event.key === " " || event.key === "x") choose(item, event);
    else if (event.key === "Escape" && isChoosing) setSelection(NOTHING_SELECTED);
    else if (event.key === "Delete" && onDelete) onDelete(many);
    else if (item.deletedAt !== null) return;
    else if (event.key === "c") void actions.copyPassword(item.id);
    else if (event.key === "u") void actions.copy(item.id, texts.words.itemUsername, item.username);
    else if (event.key === "f") void actions.setFavourite(many, !many.every(({ favourite }) => favourite));
    else if (event.key === "#") onTags(many);
    else if (event.key === "m") {
      if (!isChoosing) setSelection(toggleItem(NOTHING_SELECTED, item.id));
      onMove();
    } else if (event.key === "Delete") {
      setSelection(NOTHING_SELECTED);
      void actions.trash(many);
      refocus.current = index;
    } else return;
    event.preventDefault();
  };

  return {
    selection,
    chosen,
    choose: (item: ItemSummary) => setSelection(toggleItem(selection, item.id)),
    focused,
    setFocused,
    chooseAll: () => setSelection(selectAll(shownIds)),
    chooseNone: () => setSelection(NOTHING_SELECTED),
    handlers: {
      onClick,
      onKeyDown,
      // Firefox makes the space bar's click when it comes up.
      onKeyUp: (event: KeyboardEvent) => {
        if (event.key === " " && rowAt(event.target)) event.preventDefault();
      },
      onFocus: (event: { target: EventTarget }) => {
        const row = rowAt(event.target);
        if (row) setFocused(row.index);
      },
      onPointerDown: (event: PointerEvent) => {
        stopPress();
        wasLongPress.current = false;
        const row = event.pointerType === "touch" ? rowAt(event.target) : null;
        if (!row) return;
        const timer = window.setTimeout(() => {
          press.current = null;
          wasLongPress.current = true;
          setSelection((now) => toggleItem(now, row.item.id));
        }, LONG_PRESS_MILLISECONDS);
        press.current = { timer, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const start = press.current;
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PIXELS) stopPress();
      },
      onPointerUp: stopPress,
      onPointerCancel: stopPress,
      // Else a phone shows its own menu over what the long press has chosen.
      onContextMenu: (event: MouseEvent) => wasLongPress.current && event.preventDefault(),
      onDragStart: (event: DragEvent) => {
        const row = rowAt(event.target);
        if (!row || row.item.deletedAt !== null) return;
        const dragged = selection.ids.has(row.item.id) ? chosen : [row.item];
        writeDragged(event.dataTransfer, dragged);
      },
    },
  };
}
