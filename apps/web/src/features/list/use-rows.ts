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
import { type KeyId, shortcutOf } from "../../lib/keymap.ts";
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

interface RowAt {
  readonly item: ItemSummary;
  readonly index: number;
}

const PAGE_ROWS = 10;
/** Which row an arrow or a page key leads to. */
const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => index - 1,
  PageDown: (index, last) => Math.min(last, index + PAGE_ROWS),
  PageUp: (index) => Math.max(0, index - PAGE_ROWS),
  Home: () => 0,
  End: (_, last) => last,
};
const LONG_PRESS_MILLISECONDS = 500;
const STILL_PIXELS = 10;

/**
 * Handles mouse, touch and keys for all rows at once. A click opens; with Ctrl or ⌘ it selects, with Shift
 * up to there; a long press selects, and so does a tap while something is selected.
 */
export function useRows({ found, control, onOpen, onMove, onTags, onLeaveUp, onDelete }: RowsOptions) {
  const actions = useItemActions();
  const [stored, setSelection] = useState(NOTHING_SELECTED);
  const [focused, setFocused] = useState(0);
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const wasLongPress = useRef(false);
  /** The index of a removed row that had the focus; the row that follows gets it. */
  const refocus = useRef<number | null>(null);
  const shownIds = useMemo(() => found.map(({ id }) => id), [found]);
  const selection = useMemo(() => keepShown(stored, shownIds), [stored, shownIds]);
  const selected = useMemo(
    () => (selection.ids.size === 0 ? [] : found.filter(({ id }) => selection.ids.has(id))),
    [found, selection],
  );
  useEffect(() => {
    if (refocus.current === null || !document.activeElement?.matches("body, #main")) return;
    if (found.length > 0) control.current?.focusRow(Math.min(refocus.current, found.length - 1));
    refocus.current = null;
  }, [found, control]);
  const isChoosing = selection.ids.size > 0;

  const rowAt = (target: EventTarget): RowAt | null => {
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
    if (row && isChoosing && event.key === "Escape") setSelection(NOTHING_SELECTED);
    else if (!row || !act(shortcutOf(event, "list"), event, row)) return;
    event.preventDefault();
  };

  /** Returns whether the key does anything to this row. */
  const act = (id: KeyId | null, event: KeyboardEvent, { item, index }: RowAt): boolean => {
    const many = isChoosing ? selected : [item];
    const isTrashed = item.deletedAt !== null;
    if (id === "chooseAll") setSelection(selectAll(shownIds));
    else if (id === "move" || id === "ends" || id === "chooseUpTo")
      step(event, STEPS[event.key]?.(index, found.length - 1) ?? index);
    else if (id === "choose") choose(item, event);
    else if (id === "trash" && onDelete) onDelete(many);
    else if (isTrashed) return false;
    else if (id === "copyPassword") void actions.copyPassword(item.id);
    else if (id === "copyUsername") void actions.copy(item.id, texts.words.itemUsername, item.username);
    else if (id === "favourite") void actions.setFavourite(many, !many.every(({ favourite }) => favourite));
    else if (id === "tags") onTags(many);
    else if (id === "moveTo") {
      if (!isChoosing) setSelection(toggleItem(NOTHING_SELECTED, item.id));
      onMove();
    } else if (id === "trash") {
      setSelection(NOTHING_SELECTED);
      void actions.trash(many);
      refocus.current = index;
    } else return false;
    return true;
  };

  return {
    selection,
    selected,
    choose: (item: ItemSummary) => setSelection(toggleItem(selection, item.id)),
    focused,
    setFocused,
    chooseAll: () => setSelection(selectAll(shownIds)),
    chooseNone: () => setSelection(NOTHING_SELECTED),
    /** Clears the selection by a button that goes with it: the rows get the focus back, and keep it if the selected ones go, too. */
    leaveSelection: () => {
      const first = found.findIndex(({ id }) => selection.ids.has(id));
      refocus.current = Math.max(0, first);
      control.current?.focusRow(refocus.current);
      setSelection(NOTHING_SELECTED);
    },
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
      // Otherwise a phone opens its own menu after the long press.
      onContextMenu: (event: MouseEvent) => wasLongPress.current && event.preventDefault(),
      onDragStart: (event: DragEvent) => {
        const row = rowAt(event.target);
        if (!row || row.item.deletedAt !== null) return;
        const dragged = selection.ids.has(row.item.id) ? selected : [row.item];
        writeDragged(event.dataTransfer, dragged);
      },
    },
  };
}
