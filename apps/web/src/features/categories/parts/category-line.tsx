import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { type KeyboardEvent, memo, type PointerEvent } from "react";
import { categoryName } from "../../../data/categories/category-tree.ts";
import { useItemDrops } from "../../../data/items/use-item-drops.ts";
import { shortcutOf } from "../../../lib/keymap.ts";
import { texts, useLanguage } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Menu, type MenuEntry } from "../../../ui/menu.tsx";
import { SideLink } from "../../../ui/side-link.tsx";
import type { DropSide } from "./tree-position.ts";

/** What can be done with categories; the functions stay the same while the sidebar is mounted. */
export interface CategoryDeeds {
  readonly show: (id: number) => void;
  readonly toggle: (id: number, isClosed: boolean) => void;
  readonly ask: (kind: "create" | "rename" | "delete" | "move", category: Category) => void;
  readonly moveBy: (id: number, by: 1 | -1) => void;
  readonly moveIn: (id: number) => void;
  readonly moveOut: (id: number) => void;
  readonly takeItems: (items: readonly ItemSummary[], category: Category) => void;
}

interface CategoryLineProps {
  readonly category: Category;
  readonly count: number;
  /** The state of the branch below; "none" if there isn't one. */
  readonly fold: "open" | "closed" | "none";
  readonly branchId: string;
  readonly isCurrent: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isDragged: boolean;
  readonly dropSide: DropSide | undefined;
  readonly onDragStart: (id: number, event: PointerEvent) => void;
  readonly deeds: CategoryDeeds;
}

/** Renders again only when its own props change, because a vault has hundreds. */
export const CategoryLine = memo(function CategoryLine({
  category,
  count,
  fold,
  branchId,
  isCurrent,
  isFirst,
  isLast,
  isDragged,
  dropSide,
  onDragStart,
  deeds,
}: CategoryLineProps) {
  useLanguage();
  const dropTarget = useItemDrops();
  const { id } = category;
  const name = categoryName(category);
  const entry = (icon: MenuEntry["icon"], label: string, run: () => void): MenuEntry => ({
    icon,
    label,
    run,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const id = shortcutOf(event, "categories");
    const isBack = event.key === "ArrowUp" || event.key === "ArrowLeft";
    if (id === "reorder") deeds.moveBy(category.id, isBack ? -1 : 1);
    else if (id === "moveIn") deeds.moveIn(category.id);
    // Held back here, or the browser would go back a page.
    else if (id === "moveOut") deeds.moveOut(category.id);
    else if (id === "unfold" && fold === (isBack ? "open" : "closed")) deeds.toggle(category.id, isBack);
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="side-row"
      data-category-id={id}
      data-dragged={isDragged || undefined}
      data-drop={dropSide}
    >
      {fold !== "none" && (
        <button
          type="button"
          className="side-toggle"
          aria-expanded={fold === "open"}
          aria-controls={fold === "open" ? branchId : undefined}
          aria-label={texts.category.inside(name)}
          title={fold === "open" ? texts.category.fold : texts.category.unfold}
          onClick={() => deeds.toggle(id, fold === "open")}
        >
          <Icon name="chevron" size={16} />
        </button>
      )}
      <span className="side-handle" aria-hidden="true" onPointerDown={(event) => onDragStart(id, event)}>
        <Icon name="grip" size={19} />
      </span>
      <SideLink
        icon="folder"
        name={name}
        isCurrent={isCurrent}
        count={count}
        orderId={id}
        onKeyDown={onKeyDown}
        onShow={() => deeds.show(id)}
        counted={texts.list.itemsWord}
        drop={dropTarget((dropped) => deeds.takeItems(dropped, category))}
      />
      <Menu
        label={texts.category.actions(name)}
        entries={[
          entry("edit", texts.category.rename, () => deeds.ask("rename", category)),
          entry("plus", texts.category.createInside, () => deeds.ask("create", category)),
          entry("folder", texts.category.moveInto, () => deeds.ask("move", category)),
          ...(isFirst ? [] : [entry("up", texts.category.moveUp, () => deeds.moveBy(id, -1))]),
          ...(isLast ? [] : [entry("down", texts.category.moveDown, () => deeds.moveBy(id, 1))]),
          entry("trash", texts.category.delete, () => deeds.ask("delete", category)),
        ]}
      >
        <Icon name="more" size={18} />
      </Menu>
    </div>
  );
});
