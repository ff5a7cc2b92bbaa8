import type { CategoryTree } from "../../../data/categories/category-tree.ts";
import { type CategoryDeeds, CategoryLine } from "./category-line.tsx";
import type { useCategoryDrag } from "./use-category-drag.ts";

interface CategoryBranchProps {
  readonly tree: CategoryTree;
  readonly parentId: number | null;
  readonly totals: ReadonlyMap<number, number>;
  readonly closed: ReadonlySet<number>;
  readonly currentId: number | null;
  readonly drag: ReturnType<typeof useCategoryDrag>;
  readonly deeds: CategoryDeeds;
  /** What the ids of the branches in the page begin with. */
  readonly idPrefix: string;
}

/** The subcategories of one category, each with its own branch. It renders fast; the lines are the expensive part. */
export function CategoryBranch({ parentId, ...shared }: CategoryBranchProps) {
  const { tree, totals, closed, currentId, drag, deeds, idPrefix } = shared;
  const inside = tree.childrenOf(parentId);
  return (
    <ul className="side-branch" id={`${idPrefix}${parentId ?? ""}`}>
      {inside.map((category, at) => {
        const { id } = category;
        const isBranch = tree.childrenOf(id).length > 0;
        const isClosed = closed.has(id);
        return (
          <li key={id}>
            <CategoryLine
              category={category}
              count={totals.get(id) ?? 0}
              fold={isBranch ? (isClosed ? "closed" : "open") : "none"}
              branchId={`${idPrefix}${id}`}
              isCurrent={currentId === id}
              isFirst={at === 0}
              isLast={at === inside.length - 1}
              isDragged={drag.draggedId === id}
              dropSide={drag.over?.id === id ? drag.over.side : undefined}
              onDragStart={drag.start}
              deeds={deeds}
            />
            {isBranch && !isClosed && <CategoryBranch parentId={id} {...shared} />}
          </li>
        );
      })}
    </ul>
  );
}
