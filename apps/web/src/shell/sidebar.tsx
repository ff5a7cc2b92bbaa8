import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { type ReactNode, useId, useRef } from "react";
import type { Counts } from "../data/items/count-items.ts";
import { useItemActions } from "../data/items/use-item-actions.ts";
import { useItemDrops } from "../data/items/use-item-drops.ts";
import type { TagCount } from "../data/tags/count-tags.ts";
import { CategoryList } from "../features/categories/category-list.tsx";
import { TagList } from "../features/tags/tag-list.tsx";
import type { View } from "../lib/route.ts";
import { endSession } from "../lib/session/session.ts";
import { lockAllTabs } from "../lib/session/tabs.ts";
import { texts } from "../texts/texts.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { MessagesRegion } from "../ui/messages-region.tsx";
import { Brand } from "../ui/pieces.tsx";
import { SideLink } from "../ui/side-link.tsx";
import { useModal } from "../ui/use-modal.ts";

interface SidebarProps {
  readonly username: string;
  readonly view: View;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly counts: Counts;
  readonly trashCount: number;
  readonly onShow: (view: View) => void;
  readonly onTag: (tag: string) => void;
  readonly onKeys: () => void;
  readonly onPalette: () => void;
  readonly onLogOut: (end: () => void) => void;
}

export function Sidebar({
  username,
  view,
  items,
  categories,
  tags,
  counts,
  trashCount,
  onShow,
  onTag,
  onKeys,
  onPalette,
  onLogOut,
}: SidebarProps) {
  const actions = useItemActions();
  const dropTarget = useItemDrops();
  const link = (
    kind: Exclude<View["kind"], "category" | "tag" | "health">,
    icon: IconName,
    name: string,
    more: { count?: number; take?: (dropped: readonly ItemSummary[]) => void } = {},
  ) => (
    <SideLink
      icon={icon}
      name={name}
      isCurrent={view.kind === kind}
      onShow={() => onShow({ kind })}
      {...(more.count !== undefined && { count: more.count })}
      counted={texts.list.itemsWord}
      drop={more.take && dropTarget(more.take)}
    />
  );

  return (
    <nav className="side" aria-label={texts.side.label}>
      <div className="flex items-center justify-between ps-2 pb-2 pt-1">
        <Brand />
        <IconButton icon="command" label={texts.palette.open} onClick={onPalette} />
      </div>
      <div className="side-scroll grid content-start gap-0.5">
        {link("all", "all", texts.side.all, { count: counts.all })}
        {link("favourites", "star", texts.side.favourites, {
          count: counts.favourites,
          take: (dropped) => void actions.setFavourite(dropped, true),
        })}
        {link("recent", "history", texts.side.recent)}
        {link("uncategorised", "loose", texts.side.uncategorised, {
          count: counts.byCategory.get(null) ?? 0,
          take: (dropped) => void actions.moveMany(dropped, null, texts.side.uncategorised),
        })}
        <CategoryList
          currentId={view.kind === "category" ? view.id : null}
          categories={categories}
          counts={counts.byCategory}
          onShow={onShow}
        />
        <TagList view={view} items={items} tags={tags} onTag={onTag} />
        <div className="mt-4">
          {link("trash", "trash", texts.side.trash, {
            count: trashCount,
            take: (dropped) => void actions.trash(dropped),
          })}
        </div>
      </div>
      <div className="grid gap-0.5 border-t border-line pt-2">
        <SideLink
          icon="shield"
          name={texts.side.health}
          isCurrent={view.kind === "health"}
          onShow={() => onShow({ kind: "health", only: null })}
        />
        {link("generator", "dice", texts.side.generator)}
        {link("account", "person", username)}
        <div className="flex items-center gap-1">
          <button type="button" className="side-link" onClick={lockAllTabs}>
            <Icon name="lock" size={19} />
            {texts.side.lock}
          </button>
          <button
            type="button"
            className="button-icon"
            aria-label={texts.keys.title}
            title={texts.keys.title}
            onClick={onKeys}
          >
            <span className="kbd" aria-hidden="true">
              ?
            </span>
          </button>
          <IconButton
            icon="out"
            label={texts.side.logOut}
            onClick={() => onLogOut(() => endSession("logged-out"))}
          />
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
