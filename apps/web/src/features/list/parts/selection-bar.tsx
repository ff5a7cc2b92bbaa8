import type { ItemSummary } from "@opp/core/schemas/items";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { texts } from "../../../texts/texts.ts";
import { BulkButton } from "../../../ui/bulk-button.tsx";
import { IconButton } from "../../../ui/button.tsx";

interface SelectionBarProps {
  readonly selected: readonly ItemSummary[];
  readonly isAll: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onMove: () => void;
  readonly onTags: () => void;
  readonly onExport: () => void;
}

/** The actions for the selected rows. */
export function SelectionBar({
  selected,
  isAll,
  onAll,
  onNone,
  onMove,
  onTags,
  onExport,
}: SelectionBarProps) {
  const actions = useItemActions();
  const { words } = texts.selection;
  const areFavourites = selected.every((item) => item.favourite);
  return (
    <div className="selection-bar" role="toolbar" aria-label={texts.selection.label}>
      <IconButton icon="close" label={texts.selection.none} onClick={onNone} />
      <p className="min-w-0 flex-1 truncate font-semibold" role="status">
        {texts.selection.count(selected.length)}
      </p>
      <div className="bulk-actions">
        {!isAll && <BulkButton icon="all" label={texts.selection.all} word={words.all} onClick={onAll} />}
        <BulkButton
          icon={areFavourites ? "starred" : "star"}
          aria-pressed={areFavourites}
          label={areFavourites ? texts.selection.unstar : texts.selection.star}
          word={words.star}
          onClick={() => void actions.setFavourite(selected, !areFavourites)}
        />
        <BulkButton icon="folder" label={texts.selection.move} word={words.move} onClick={onMove} />
        <BulkButton icon="tag" label={texts.tags.edit} word={words.tags} onClick={onTags} />
        <BulkButton icon="download" label={texts.selection.export} word={words.export} onClick={onExport} />
        <BulkButton
          icon="trash"
          label={texts.item.trash}
          word={words.trash}
          onClick={() => {
            // Otherwise undo would restore them selected.
            onNone();
            void actions.trash(selected);
          }}
        />
      </div>
    </div>
  );
}
