import type { TreeEntry } from "@opp/core/categories/tree";
import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { type KeyboardEvent, useId } from "react";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { SideLink } from "../vault/side-link.tsx";
import { categoryName } from "./category-tree.ts";
import type { useCategoryDrawing } from "./use-category-drawing.ts";

/** What is done with the categories of a branch. */
export interface CategoryDeeds {
  readonly show: (id: number) => void;
  readonly toggle: (id: number, isClosed: boolean) => void;
  readonly ask: (kind: "create" | "rename" | "delete" | "move", category: Category) => void;
  readonly moveBy: (id: number, by: 1 | -1) => void;
  readonly moveIn: (id: number) => void;
  readonly moveOut: (id: number) => void;
  readonly takeItems: (items: readonly ItemSummary[], category: Category) => void;
}

interface CategoryBranchProps {
  /** All of the tree, or as much of it as holds this branch. */
  readonly lines: readonly TreeEntry<Category>[];
  readonly parentId: number | null;
  readonly items: readonly ItemSummary[];
  readonly totals: ReadonlyMap<number, number>;
  readonly closed: ReadonlySet<number>;
  readonly currentId: number | null;
  readonly drawing: ReturnType<typeof useCategoryDrawing>;
  readonly deeds: CategoryDeeds;
  readonly id?: string;
}

/** The categories that lie in one other, each with its own branch below it. */
export function CategoryBranch({ lines, parentId, id, ...shared }: CategoryBranchProps) {
  const starts = lines.flatMap((line, at) => ((line.path.at(-2)?.id ?? null) === parentId ? at : []));
  return (
    <ul className="side-branch" id={id}>
      {starts.map((from, at) => {
        const line = lines[from];
        return line ? (
          <CategoryRow
            key={line.node.id}
            {...shared}
            line={line}
            beneath={lines.slice(from + 1, starts[at + 1] ?? lines.length)}
            isFirst={at === 0}
            isLast={at === starts.length - 1}
          />
        ) : null;
      })}
    </ul>
  );
}

interface CategoryRowProps extends Omit<CategoryBranchProps, "lines" | "parentId" | "id"> {
  readonly line: TreeEntry<Category>;
  readonly beneath: readonly TreeEntry<Category>[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function CategoryRow({ line, beneath, isFirst, isLast, ...shared }: CategoryRowProps) {
  const { items, totals, closed, currentId, drawing, deeds } = shared;
  const { node: category, children } = line;
  const branchId = useId();
  const name = categoryName(category);
  const isClosed = closed.has(category.id);
  const entry = (icon: MenuEntry["icon"], label: string, run: () => void): MenuEntry => ({
    icon,
    label,
    run,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, altKey } = event;
    if (altKey && key === "ArrowUp") deeds.moveBy(category.id, -1);
    else if (altKey && key === "ArrowDown") deeds.moveBy(category.id, 1);
    else if (altKey && key === "ArrowRight") deeds.moveIn(category.id);
    // Held back here, or the browser would go back a page.
    else if (altKey && key === "ArrowLeft") deeds.moveOut(category.id);
    else if (!altKey && key === "ArrowRight" && children > 0 && isClosed) deeds.toggle(category.id, false);
    else if (!altKey && key === "ArrowLeft" && children > 0 && !isClosed) deeds.toggle(category.id, true);
    else return;
    event.preventDefault();
  };

  return (
    <li>
      <div
        className="side-row"
        data-category-id={category.id}
        data-drawn={drawing.drawnId === category.id || undefined}
        data-drop={drawing.sideOver(category.id)}
      >
        {children > 0 && (
          <button
            type="button"
            className="side-toggle"
            aria-expanded={!isClosed}
            aria-controls={isClosed ? undefined : branchId}
            aria-label={texts.category.inside(name)}
            title={isClosed ? texts.category.unfold : texts.category.fold}
            onClick={() => deeds.toggle(category.id, !isClosed)}
          >
            <Icon name="chevron" size={16} />
          </button>
        )}
        <span className="side-handle" aria-hidden="true" {...drawing.handleOf(category.id)}>
          <Icon name="grip" size={19} />
        </span>
        <SideLink
          icon="folder"
          name={name}
          isCurrent={currentId === category.id}
          count={totals.get(category.id) ?? 0}
          orderId={category.id}
          onKeyDown={onKeyDown}
          onShow={() => deeds.show(category.id)}
          drop={{ items, take: (dropped) => deeds.takeItems(dropped, category) }}
        />
        <Menu
          label={texts.category.actions(name)}
          entries={[
            entry("edit", texts.category.rename, () => deeds.ask("rename", category)),
            entry("plus", texts.category.createInside, () => deeds.ask("create", category)),
            entry("folder", texts.category.moveInto, () => deeds.ask("move", category)),
            ...(isFirst ? [] : [entry("up", texts.category.moveUp, () => deeds.moveBy(category.id, -1))]),
            ...(isLast ? [] : [entry("down", texts.category.moveDown, () => deeds.moveBy(category.id, 1))]),
            entry("trash", texts.category.delete, () => deeds.ask("delete", category)),
          ]}
        >
          <Icon name="more" size={18} />
        </Menu>
      </div>
      {children > 0 && !isClosed && (
        <CategoryBranch id={branchId} lines={beneath} parentId={category.id} {...shared} />
      )}
    </li>
  );
}
