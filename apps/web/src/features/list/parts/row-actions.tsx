import type { ItemSummary } from "@opp/core/schemas/items";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";

/** The buttons of a row, for mouse and touch; keys do the same from the row itself. The list handles their clicks. */
export function RowActions({ item, name }: { item: ItemSummary; name: string }) {
  if (item.deletedAt !== null) return null;
  return (
    <span className="row-actions">
      <IconButton
        icon={item.favourite ? "starred" : "star"}
        tabIndex={-1}
        label={texts.list.star(name)}
        aria-pressed={item.favourite}
        data-act="star"
      />
      {item.username !== "" && (
        <IconButton
          icon="person"
          tabIndex={-1}
          label={texts.copy.of(texts.words.itemUsername, name)}
          data-act="username"
        />
      )}
      <IconButton
        icon="key"
        tabIndex={-1}
        label={texts.copy.of(texts.words.password, name)}
        data-act="password"
      />
    </span>
  );
}
