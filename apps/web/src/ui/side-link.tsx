import { type DragEvent, type KeyboardEvent, useState } from "react";
import { locale } from "../texts/texts.ts";
import { Icon, type IconName } from "./icon.tsx";
import { UserText } from "./user-text.tsx";

/** What may be dropped on a control, and what is done with it. */
export interface DropTarget {
  readonly accepts: (dragged: DataTransfer) => boolean;
  readonly take: (dragged: DataTransfer) => void;
}

interface SideLinkProps {
  readonly icon: IconName;
  readonly name: string;
  readonly isCurrent: boolean;
  readonly onShow: () => void;
  readonly count?: number;
  /** The noun for `count` things, for screen readers. */
  readonly counted?: (count: number) => string;
  readonly drop?: DropTarget | undefined;
  /** The id of an entry whose order the person can change. */
  readonly orderId?: number;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** An entry of the sidebar. */
export function SideLink({
  icon,
  name,
  isCurrent,
  onShow,
  count,
  counted,
  drop,
  orderId,
  onKeyDown,
}: SideLinkProps) {
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!drop?.accepts(event.dataTransfer)) return;
    event.preventDefault();
    drop.take(event.dataTransfer);
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
        if (!drop?.accepts(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon name={icon} size={19} />
      <UserText className="side-name" text={name} />
      {count !== undefined && (
        <span className="side-count">
          {count.toLocaleString(locale)}
          {counted && <span className="sr-only"> {counted(count)}</span>}
        </span>
      )}
    </button>
  );
}
