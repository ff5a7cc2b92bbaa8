import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { keysForRows } from "./row-keys.ts";

export interface RowsControl {
  /** Scrolls as little as possible, then focuses the row's main button. */
  readonly focusRow: (index: number) => void;
}

interface VirtualRowsProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => number;
  readonly label: string;
  readonly control: RefObject<RowsControl | null>;
  /** A row has no state, because its elements are reused for other items. */
  readonly renderRow: (item: T, index: number) => ReactNode;
  /** When this changes other rows are shown, which begin at the top. */
  readonly fromTop?: string;
  /** The key of the row that is kept in sight when it appears, such as an opened item's; null: none. */
  readonly revealed?: number | null;
  /** Whether the rows belong to a table with a head; otherwise to a list. */
  readonly table?: boolean;
  /** Whether rows can be dragged, which needs a mouse. */
  readonly draggable?: boolean;
}

/** Rendered in blocks, so that a scroll by a row renders nothing, and some beyond what is in sight. */
const BLOCK_ROWS = 4;
/** Above the first row, and below the last. */
const EDGE_PIXELS = 6;

/** Renders only the visible rows, which all have the height `--row`. A script positions them, because the policy allows no style attributes in HTML. */
export function VirtualRows<T>({
  items,
  keyOf,
  label,
  control,
  renderRow,
  fromTop = "",
  revealed = null,
  table = false,
  draggable = false,
}: VirtualRowsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [row, setRow] = useState(60);
  const [range, setRange] = useState({ from: 0, to: 5 * BLOCK_ROWS });
  const height = useRef(60);
  const wanted = useRef<number | null>(null);
  const shownFrom = useRef(fromTop);
  /** The last scroll position: asking the element would force a layout. */
  const scrolledTo = useRef(0);
  const [lastKeys, setLastKeys] = useState<ReadonlyMap<number, number>>(new Map());

  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    scrolledTo.current = element.scrollTop;
    const first = Math.floor(element.scrollTop / height.current / BLOCK_ROWS);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / height.current / BLOCK_ROWS);
    const from = Math.max(0, (first - 1) * BLOCK_ROWS);
    const to = (last + 1) * BLOCK_ROWS;
    setRange((old) => (old.from === from && old.to === to ? old : { from, to }));
  }, []);
  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const next = Number.parseFloat(getComputedStyle(element).getPropertyValue("--row")) || 60;
    if (next !== height.current) {
      // The first row in sight stays it when rows become higher or lower.
      const first = element.scrollTop / height.current;
      height.current = next;
      setRow(next);
      requestAnimationFrame(() => {
        element.scrollTop = first * next;
      });
    }
    look();
  }, [look]);

  // Not on every render: asking for a style forces a layout.
  useLayoutEffect(measure, [measure, table]);
  useLayoutEffect(() => {
    if (shownFrom.current === fromTop) return;
    shownFrom.current = fromTop;
    if (!box.current || scrolledTo.current === 0) return;
    box.current.scrollTop = 0;
    look();
  }, [fromTop, look]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  const scrollToRow = useCallback((index: number) => {
    const element = box.current;
    if (!element) return;
    const top = index * height.current;
    const bottom = top + height.current + 2 * EDGE_PIXELS;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  }, []);
  const focusRow = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element) return;
      scrollToRow(index);
      const button = element.querySelector<HTMLElement>(`[data-row="${index}"]`);
      if (button) button.focus();
      else {
        wanted.current = index;
        look();
      }
    },
    [look, scrollToRow],
  );
  const revealedAt = revealed === null ? -1 : items.findIndex((item) => keyOf(item) === revealed);
  const isRevealable = revealedAt >= 0;
  /** Changes with what has to be in sight, and with the height of the rows. */
  const revealing = revealed !== null && isRevealable ? `${revealed} ${row} ${table}` : "";
  const reveal = useEffectEvent(() => scrollToRow(revealedAt));
  useEffect(() => {
    if (revealing === "") return;
    // After the rows have their new height and place.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => reveal()));
    return () => cancelAnimationFrame(frame);
  }, [revealing]);
  useEffect(() => {
    if (wanted.current === null) return;
    const button = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!button) return;
    wanted.current = null;
    button.focus();
  });
  useImperativeHandle(control, () => ({ focusRow }), [focusRow]);

  const shown = items.slice(range.from, range.to);
  const keys = keysForRows(lastKeys, shown.map(keyOf), !isFocusOnRow());
  if (keys !== lastKeys) setLastKeys(keys);
  return (
    <div ref={box} className="rows" onScroll={look}>
      {/* Not ul and li, which must not be rows of a table; another element would lose the focus of its row. */}
      <div
        role={table ? "rowgroup" : "list"}
        aria-label={label}
        className="relative"
        style={{ height: items.length * row + 2 * EDGE_PIXELS }}
      >
        {shown.map((item, offset) => {
          const index = range.from + offset;
          return (
            <div
              key={keys.get(keyOf(item))}
              role={table ? "row" : "listitem"}
              className={table ? "row row-columns" : "row"}
              aria-setsize={table ? undefined : items.length}
              aria-posinset={table ? undefined : index + 1}
              aria-rowindex={table ? index + 2 : undefined}
              style={{ top: index * row + EDGE_PIXELS }}
              data-index={index}
              draggable={draggable || undefined}
            >
              {renderRow(item, index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const isFocusOnRow = () => document.activeElement?.closest("[data-index]") != null;
