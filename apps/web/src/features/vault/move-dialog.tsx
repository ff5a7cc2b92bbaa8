import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { foldText } from "@opp/core/search/fold-text";
import { useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useItemActions } from "./use-item-actions.ts";

interface MoveDialogProps {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly onClose: () => void;
}

const MANY_CATEGORIES = 8;

/** The way to a category for whoever doesn't drag. Enter takes the first that fits. */
export function MoveDialog({ items, categories, onClose }: MoveDialogProps) {
  const actions = useItemActions();
  const [filter, setFilter] = useState("");
  const targets = [
    { id: null, name: texts.side.uncategorised },
    ...categories.map(({ id, name }) => ({ id, name })),
  ].filter(({ name }) => foldText(name).includes(foldText(filter.trim())));
  const move = (target: { readonly id: number | null; readonly name: string } | undefined) => {
    if (!target) return;
    onClose();
    void actions.moveMany(items, target.id, target.name);
  };

  return (
    <Dialog
      title={texts.selection.moveTitle(items.length)}
      onClose={onClose}
      onSubmit={() => filter.trim() !== "" && move(targets[0])}
    >
      {categories.length >= MANY_CATEGORIES && (
        <TextField
          label={texts.selection.filter}
          value={filter}
          onChange={setFilter}
          autoComplete="off"
          autoFocus
        />
      )}
      <ul className="grid max-h-[50dvh] gap-0.5 overflow-y-auto">
        {targets.map((target) => (
          <li key={target.id ?? "none"}>
            <button type="button" className="menu-item" onClick={() => move(target)}>
              <Icon name={target.id === null ? "loose" : "folder"} size={18} />
              <span className="min-w-0 truncate">{target.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {targets.length === 0 && <p className="quiet">{texts.selection.noSuchCategory}</p>}
    </Dialog>
  );
}
