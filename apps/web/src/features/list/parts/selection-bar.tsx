import type { ItemSummary } from "@opp/core/schemas/items";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";

interface SelectionBarProps {
  readonly chosen: readonly ItemSummary[];
  readonly isAll: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onMove: () => void;
  readonly onTags: () => void;
}

/** The actions for the selected rows. */
export function SelectionBar({ chosen, isAll, onAll, onNone, onMove, onTags }: SelectionBarProps) {
  const actions = useItemActions();
  const areFavourites = chosen.every((item) => item.favourite);
  return (
    <div className="selection-bar" role="toolbar" aria-label={texts.selection.label}>
      <IconButton icon="close" label={texts.selection.none} onClick={onNone} />
      <p className="min-w-0 flex-1 truncate font-semibold" role="status">
        {texts.selection.count(chosen.length)}
      </p>
      {!isAll && <IconButton icon="all" label={texts.selection.all} onClick={onAll} />}
      <IconButton
        icon={areFavourites ? "starred" : "star"}
        aria-pressed={areFavourites}
        label={areFavourites ? texts.selection.unstar : texts.selection.star}
        onClick={() => void actions.setFavourite(chosen, !areFavourites)}
      />
      <IconButton icon="folder" label={texts.selection.move} onClick={onMove} />
      <IconButton icon="tag" label={texts.tags.edit} onClick={onTags} />
      <IconButton
        icon="trash"
        label={texts.item.trash}
        onClick={() => {
          // Otherwise undo would restore them selected.
          onNone();
          void actions.trash(chosen);
        }}
      />
    </div>
  );
}
