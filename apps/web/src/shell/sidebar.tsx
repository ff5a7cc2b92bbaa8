import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { type ReactNode, useId, useRef } from "react";
import type { Counts } from "../data/items/count-items.ts";
import { useItemActions } from "../data/items/use-item-actions.ts";
import { useItemDrops } from "../data/items/use-item-drops.ts";
import type { TagCount } from "../data/tags/count-tags.ts";
import { CategoryList } from "../features/categories/category-list.tsx";
import { TagList } from "../features/tags/tag-list.tsx";
import { hintOf } from "../lib/keymap.ts";
import type { View } from "../lib/route.ts";
import { lockAllTabs } from "../lib/session/tabs.ts";
import { texts } from "../texts/texts.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { MessagesRegion } from "../ui/messages-region.tsx";
import { Brand } from "../ui/pieces.tsx";
import { SideLink } from "../ui/side-link.tsx";
import { useModal } from "../ui/use-modal.ts";
import { entryOf, type ROUTES, viewOfEntry } from "./route-table.tsx";

interface SidebarProps {
  readonly username: string;
  readonly routes: typeof ROUTES;
  readonly view: View;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly counts: Counts & { readonly trash: number };
  readonly onShow: (view: View) => void;
  readonly onTag: (tag: string) => void;
  readonly onKeys: () => void;
  readonly onPalette: () => void;
  readonly onRecent: () => void;
  readonly onLogOut: () => void;
}

export function Sidebar({
  username,
  routes,
  view,
  items,
  categories,
  tags,
  counts,
  onShow,
  onTag,
  onKeys,
  onPalette,
  onRecent,
  onLogOut,
}: SidebarProps) {
  const actions = useItemActions();
  const dropTarget = useItemDrops();
  const current = entryOf(view);
  const group = (wanted: "top" | "middle" | "foot") =>
    routes
      .filter(({ sidebar }) => sidebar.group === wanted)
      .map((entry) => {
        const { name, count, take } = entry.sidebar;
        return (
          <SideLink
            key={entry.path}
            icon={entry.icon}
            name={name?.(username) ?? entry.name()}
            isCurrent={entry === current}
            onShow={() => onShow(viewOfEntry(entry))}
            {...(count && { count: count(counts), counted: texts.list.itemsWord })}
            drop={take && dropTarget((dropped) => take(actions, dropped))}
          />
        );
      });

  return (
    <nav className="side" aria-label={texts.side.label}>
      <div className="flex items-center justify-between ps-2 pb-2 pt-1">
        <Brand />
        <IconButton icon="command" label={texts.palette.open} onClick={onPalette} />
      </div>
      <div className="side-scroll grid content-start gap-0.5">
        {group("top")}
        <CategoryList
          currentId={view.kind === "category" ? view.id : null}
          categories={categories}
          counts={counts.byCategory}
          onShow={onShow}
        />
        <TagList view={view} items={items} tags={tags} onTag={onTag} />
        <div className="mt-4">{group("middle")}</div>
      </div>
      <div className="grid gap-0.5 border-t border-line pt-2">
        {group("foot")}
        <div className="flex items-center gap-1">
          <button type="button" className="side-link" onClick={lockAllTabs}>
            <Icon name="lock" size={19} />
            {texts.side.lock}
          </button>
          <IconButton icon="restore" label={texts.recent.open} onClick={onRecent} />
          <button
            type="button"
            className="button-icon"
            aria-label={texts.keys.title}
            title={texts.keys.title}
            onClick={onKeys}
          >
            <span className="kbd" aria-hidden="true">
              {hintOf("map")}
            </span>
          </button>
          <IconButton icon="out" label={texts.side.logOut} onClick={onLogOut} />
        </div>
      </div>
    </nav>
  );
}

/** On narrow screens the sidebar slides in as a modal. */
export function SidebarDrawer({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(ref, id);
  return (
    <dialog
      ref={ref}
      className="drawer"
      aria-label={texts.side.label}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === ref.current && onClose()}
    >
      {children}
      <MessagesRegion modal={id} />
    </dialog>
  );
}
