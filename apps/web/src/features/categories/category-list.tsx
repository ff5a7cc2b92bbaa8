import type { Category } from "@opp/core/schemas/categories";
import { memo, useEffect, useId, useMemo, useRef, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { countBeneath, treeOf } from "../../data/categories/category-tree.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import type { View } from "../../lib/route.ts";
import { settingsStore } from "../../lib/settings.ts";
import { texts, useLanguage } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { CategoryNameDialog, DeleteCategoryDialog, MoveCategoryDialog } from "./dialogs-on-demand.ts";
import { CategoryBranch } from "./parts/category-branch.tsx";
import type { CategoryDeeds } from "./parts/category-line.tsx";
import { setClosed } from "./parts/fold-category.ts";
import { moveAmong, moveIn, moveOut, positionOnDrop } from "./parts/tree-position.ts";
import { useCategoryDrag } from "./parts/use-category-drag.ts";
import { useCategoryMoves } from "./parts/use-category-moves.ts";

interface CategoryListProps {
  readonly currentId: number | null;
  readonly categories: readonly Category[];
  readonly counts: ReadonlyMap<number | null, number>;
  readonly onShow: (view: View) => void;
}

type Asking =
  | { readonly kind: "create"; readonly parentId: number | null }
  | { readonly kind: "rename" | "delete" | "move"; readonly category: Category }
  | null;

/** The categories as a tree, with what can be done to each. */
export const CategoryList = memo(function CategoryList({
  currentId,
  categories,
  counts,
  onShow,
}: CategoryListProps) {
  useLanguage();
  const idPrefix = useId();
  const actions = useItemActions();
  const root = useRef<HTMLDivElement>(null);
  const { move, current } = useCategoryMoves(root);
  const { closedCategories } = useStore(settingsStore);
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const tree = treeOf(categories);
  const totals = useMemo(() => countBeneath(tree, counts), [tree, counts]);
  const closed = useMemo(() => new Set(closedCategories), [closedCategories]);
  useRevealed(currentId, categories);

  const drag = useCategoryDrag(
    root,
    (id, target, side) => positionOnDrop(current(), id, { target, side }) !== null,
    (id, target, side) => void move(id, (now) => positionOnDrop(now, id, { target, side })),
  );
  const deeds = useMemo(
    (): CategoryDeeds => ({
      show: (id) => onShow({ kind: "category", id }),
      toggle: setClosed,
      ask: (kind, category) =>
        setAsking(kind === "create" ? { kind, parentId: category.id } : { kind, category }),
      moveBy: (id, by) => void move(id, (now) => moveAmong(now, id, by)),
      moveIn: (id) => void move(id, (now) => moveIn(now, id)),
      moveOut: (id) => void move(id, (now) => moveOut(now, id)),
      takeItems: (dropped, { id, name }) => void actions.moveMany(dropped, id, name),
    }),
    [onShow, move, actions],
  );

  return (
    <div ref={root} data-nested={tree.lines.some(({ depth }) => depth > 0) || undefined}>
      <div className="flex items-center justify-between pb-0.5 ps-2.5 pt-4">
        <h2 className="eyebrow">{texts.side.categories}</h2>
        <IconButton
          icon="plus"
          label={texts.category.create}
          onClick={() => setAsking({ kind: "create", parentId: null })}
        />
      </div>
      <CategoryBranch
        tree={tree}
        parentId={null}
        idPrefix={idPrefix}
        totals={totals}
        closed={closed}
        currentId={currentId}
        drag={drag}
        deeds={deeds}
      />
      {categories.length === 0 && <p className="field-hint px-2.5 pb-2">{texts.category.none}</p>}
      {asking?.kind === "create" && (
        <CategoryNameDialog
          category={null}
          parentId={asking.parentId}
          onClose={close}
          onMade={(id) => onShow({ kind: "category", id })}
        />
      )}
      {asking?.kind === "rename" && <CategoryNameDialog category={asking.category} onClose={close} />}
      {asking?.kind === "move" && (
        <MoveCategoryDialog
          category={asking.category}
          categories={categories}
          onMove={(id, parentId) => void move(id, () => ({ parentId, before: null }))}
          onClose={close}
        />
      )}
      {asking?.kind === "delete" && (
        <DeleteCategoryDialog
          category={asking.category}
          beneath={tree.idsIn(asking.category.id)}
          counts={counts}
          onClose={close}
          onDeleted={(ids) => currentId !== null && ids.has(currentId) && onShow({ kind: "all" })}
        />
      )}
    </div>
  );
});

/** Expands the parents of the shown category. Only once, so that they can be collapsed afterwards. */
function useRevealed(id: number | null, categories: readonly Category[]): void {
  const revealed = useRef<number | null>(null);
  useEffect(() => {
    if (id === revealed.current) return;
    const line = treeOf(categories).lines.find(({ node }) => node.id === id);
    // It may be still to come.
    if (id !== null && !line) return;
    revealed.current = id;
    for (const outer of line?.path.slice(0, -1) ?? []) setClosed(outer.id, false);
  }, [id, categories]);
}
