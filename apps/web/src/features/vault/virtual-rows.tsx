import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

export interface RowsControl {
  /** Scrolls as little as needed, then focuses the row's main button. */
  readonly focusRow: (index: number) => void;
}

interface VirtualRowsProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => number;
  readonly label: string;
  readonly control: RefObject<RowsControl | null>;
  readonly renderRow: (item: T, index: number) => ReactNode;
}

const OVERSCAN_ROWS = 8;

/** Renders only the rows in sight: they all have the height `--row`. Places are set by script, since the policy allows no style attribute in HTML. */
export function VirtualRows<T>({ items, keyOf, label, control, renderRow }: VirtualRowsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [row, setRow] = useState(60);
  const [range, setRange] = useState({ from: 0, to: 20 });
  const wanted = useRef<number | null>(null);

  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const height = Number.parseFloat(getComputedStyle(element).getPropertyValue("--row")) || 60;
    const from = Math.max(0, Math.floor(element.scrollTop / height) - OVERSCAN_ROWS);
    const to = Math.ceil((element.scrollTop + element.clientHeight) / height) + OVERSCAN_ROWS;
    setRow(height);
    setRange((old) => (old.from === from && old.to === to ? old : { from, to }));
  }, []);

  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  const focusRow = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element) return;
      const top = index * row;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + row > element.scrollTop + element.clientHeight)
        element.scrollTop = top + row - element.clientHeight;
      const button = element.querySelector<HTMLElement>(`[data-row="${index}"]`);
      if (button) button.focus();
      else {
        wanted.current = index;
        measure();
      }
    },
    [row, measure],
  );
  useEffect(() => {
    if (wanted.current === null) return;
    const button = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!button) return;
    wanted.current = null;
    button.focus();
  });
  useImperativeHandle(control, () => ({ focusRow }), [focusRow]);

  const shown = items.slice(range.from, range.to);
  return (
    <div ref={box} className="rows" onScroll={measure}>
      <ul aria-label={label} className="relative" style={{ height: items.length * row + 12 }}>
        {shown.map((item, offset) => {
          const index = range.from + offset;
          return (
            <li
              key={keyOf(item)}
              className="row"
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ top: index * row + 6 }}
              data-current-row={index}
            >
              {renderRow(item, index)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
