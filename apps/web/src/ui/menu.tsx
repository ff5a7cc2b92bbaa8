import { type ReactNode, useId, useRef, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuEntry {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/**
 * A button with a menu of actions: the platform's popover, positioned by script until every browser supports anchors.
 * Its entries are in the page only while it is open, because a sidebar has hundreds of menus.
 */
export function Menu({
  label,
  entries,
  className = "button-icon",
  children,
}: {
  label: string;
  entries: readonly MenuEntry[];
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const position = () => {
    const anchor = button.current?.getBoundingClientRect();
    const box = list.current;
    if (!anchor || !box) return;
    const { width, height } = box.getBoundingClientRect();
    const below = anchor.bottom + 4 + height < innerHeight;
    box.style.left = `${Math.max(8, Math.min(anchor.right - width, innerWidth - width - 8))}px`;
    box.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - height - 4)}px`;
  };
  const step = (by: number) => {
    const items = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + by + items.length) % items.length]?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-label={label}
        title={label}
        aria-haspopup="true"
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        className="menu"
        // React renders them before the page tells that it has opened.
        onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
        onToggle={(event) => {
          if (event.newState !== "open") return setOpen(false);
          position();
          list.current?.querySelector("button")?.focus();
        }}
      >
        {isOpen &&
          entries.map((entry) => (
            <button
              key={entry.label}
              type="button"
              className="menu-item"
              onKeyDown={(event) => {
                if (event.key === "ArrowDown") step(1);
                else if (event.key === "ArrowUp") step(-1);
                else return;
                event.preventDefault();
              }}
              onClick={() => {
                list.current?.hidePopover();
                entry.run();
              }}
            >
              <Icon name={entry.icon} size={18} />
              {entry.label}
            </button>
          ))}
      </div>
    </>
  );
}
