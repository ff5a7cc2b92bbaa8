import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { texts } from "../../../texts/texts.ts";
import { CategoryChoice } from "../../categories/category-choice.tsx";

interface MoveDialogProps {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly onClose: () => void;
}

/** Moves items to a category without dragging. */
export function MoveDialog({ items, categories, onClose }: MoveDialogProps) {
  const actions = useItemActions();
  return (
    <CategoryChoice
      title={texts.selection.moveTitle(items.length)}
      none={{ icon: "loose", name: texts.side.uncategorised }}
      categories={categories}
      onChoose={({ id, name }) => {
        onClose();
        void actions.moveMany(items, id, name);
      }}
      onClose={onClose}
    />
  );
}
