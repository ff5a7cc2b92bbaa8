import type { ItemSummary } from "@opp/core/schemas/items";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { trpc } from "../data/client/trpc.ts";
import { holdsItems, readDragged } from "../data/items/dragged-items.ts";
import { flattenPages } from "../data/items/items-cache.ts";
import { pageOf } from "../data/items/use-items.ts";
import { locale, texts } from "../texts/texts.ts";
import { Icon, type IconName } from "./icon.tsx";

interface SideLinkProps {
  readonly icon: IconName;
  readonly name: string;
  readonly isCurrent: boolean;
  readonly onShow: () => void;
  readonly count?: number;
  /** What is done with items that are dropped here; left out: nothing. */
  readonly onItems?: ((dropped: readonly ItemSummary[]) => void) | undefined;
  /** For the one that stands in an order of its own. */
  readonly orderId?: number;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A place in the sidebar. */
export function SideLink({
  icon,
  name,
  isCurrent,
  onShow,
  count,
  onItems,
  orderId,
  onKeyDown,
}: SideLinkProps) {
  const utils = trpc.useUtils();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!onItems || !holdsItems(event.dataTransfer)) return;
    event.preventDefault();
    // Read now: handed down, every change of an item would draw the sidebar anew.
    const items = flattenPages(utils.items.list.getInfiniteData(pageOf(false)));
    const dropped = readDragged(event.dataTransfer, items);
    if (dropped.length > 0) onItems(dropped);
  };
  return (
    <button
      type="button"
      className="side-link"
      aria-current={isCurrent ? "page" : undefined}
      data-drop-over={isOver || undefined}
      data-order-id={orderId}
      onClick={onShow}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!onItems || !holdsItems(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon name={icon} size={19} />
      <span className="side-name">{name}</span>
      {count !== undefined && (
        <span className="side-count">
          {count.toLocaleString(locale)}
          <span className="sr-only"> {texts.list.itemsWord(count)}</span>
        </span>
      )}
    </button>
  );
}
