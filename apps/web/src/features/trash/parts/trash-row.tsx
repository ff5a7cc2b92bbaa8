import type { ItemSummary } from "@opp/core/schemas/items";
import { shownName } from "../../../data/items/shown-name.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";
import { trashTexts } from "../../../texts/trash-texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Tile } from "../../../ui/pieces.tsx";
import { UserText, UserTexts } from "../../../ui/user-text.tsx";
import { tileIcon } from "../../items/kind-icon.ts";

interface TrashRowProps {
  readonly item: ItemSummary;
  readonly index: number;
  /** Where it comes back to; "": to no category. */
  readonly category: string;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly now: number;
  readonly onRestore: () => void;
  readonly onErase: () => void;
}

export function TrashRow({
  item,
  index,
  category,
  selected,
  tabStop,
  now,
  onRestore,
  onErase,
}: TrashRowProps) {
  const name = shownName(item);
  const deleted = item.deletedAt === null ? "" : trashTexts().since(relativeTime(item.deletedAt, now));
  return (
    <div className="row-card" data-selected={selected || undefined}>
      <div className="row-lead">
        <label className="row-pick">
          <Tile name={name} icon={tileIcon(item.kind)} />
          <input
            type="checkbox"
            data-pick
            tabIndex={-1}
            checked={selected}
            readOnly
            aria-label={texts.list.select(name)}
          />
        </label>
        <button type="button" className="row-main" data-row={index} tabIndex={tabStop ? 0 : -1}>
          <span className="row-name">
            <UserText text={name} />
          </span>
          <span className="row-sub" title={item.deletedAt === null ? undefined : exactTime(item.deletedAt)}>
            <UserTexts texts={[deleted, item.username, category]} />
          </span>
        </button>
      </div>
      <span className="trash-actions row-actions">
        <Button icon="restore" aria-label={trashTexts().restoreOf(name)} onClick={onRestore}>
          <span className="max-sm:sr-only">{trashTexts().restore}</span>
        </Button>
        <IconButton
          icon="close"
          label={trashTexts().eraseOf(name)}
          title={trashTexts().erase}
          onClick={onErase}
        />
      </span>
    </div>
  );
}
