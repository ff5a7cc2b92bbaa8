import type { Category } from "@opp/core/schemas/categories";
import { categoryName, treeOf } from "../../data/categories/category-tree.ts";
import { categoryDialogTexts } from "../../texts/category-dialog-texts.ts";
import { texts } from "../../texts/texts.ts";
import { CategoryChoice } from "./category-choice.tsx";

interface MoveCategoryDialogProps {
  readonly category: Category;
  readonly categories: readonly Category[];
  readonly onMove: (id: number, parentId: number | null) => void;
  readonly onClose: () => void;
}

/** Moves a category without dragging or shortcuts. */
export function MoveCategoryDialog({ category, categories, onMove, onClose }: MoveCategoryDialogProps) {
  const inside = treeOf(categories).idsIn(category.id);
  return (
    <CategoryChoice
      title={categoryDialogTexts().moveIntoTitle(categoryName(category))}
      none={{ icon: "folder", name: texts.category.top }}
      categories={categories.filter(({ id }) => !inside.has(id))}
      onChoose={(target) => {
        onClose();
        onMove(category.id, target.id);
      }}
      onClose={onClose}
    />
  );
}
