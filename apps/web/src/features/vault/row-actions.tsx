import type { ItemSummary } from "@opp/core/schemas/items";
import { texts } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { useItemActions } from "./use-item-actions.ts";

/** The buttons of a row, for the mouse and the finger; keys do the same from the row itself. */
export function RowActions({ item, name }: { item: ItemSummary; name: string }) {
  const actions = useItemActions();
  if (item.deletedAt !== null) return null;
  return (
    <span className="row-actions">
      <IconButton
        icon={item.favourite ? "starred" : "star"}
        tabIndex={-1}
        label={texts.list.star(name)}
        aria-pressed={item.favourite}
        className="max-sm:!hidden"
        onClick={() => void actions.setFavourite([item], !item.favourite)}
      />
      {item.username !== "" && (
        <IconButton
          icon="person"
          tabIndex={-1}
          label={texts.copy.of(texts.words.itemUsername, name)}
          className="max-sm:!hidden"
          onClick={() => void actions.copy(item.id, texts.words.itemUsername, item.username)}
        />
      )}
      <IconButton
        icon="key"
        tabIndex={-1}
        label={texts.copy.of(texts.words.password, name)}
        onClick={() => void actions.copyPassword(item.id)}
      />
    </span>
  );
}
