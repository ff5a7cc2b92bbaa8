import { DEFAULT_KIND } from "@opp/core/items/kinds";
import { placeOf } from "@opp/core/items/web-address";
import { shownName } from "../../data/items/shown-name.ts";
import { tileIcon } from "../../features/items/kind-icon.ts";
import { shownKey } from "../../lib/keymap.ts";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tile } from "../../ui/pieces.tsx";
import { Sentence, UserText, UserTexts } from "../../ui/user-text.tsx";
import type { PaletteEntry } from "./palette-entries.ts";

interface PaletteOptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isSelected: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

/** One item or action of the palette; the keys are heard by the box above. */
export function PaletteOption({ id, entry, isSelected, onPoint, onTake }: PaletteOptionProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      className="palette-entry"
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
      onKeyDown={() => {}}
    >
      {entry.kind === "item" ? (
        <ItemEntry entry={entry} />
      ) : (
        <>
          <Icon name={entry.icon} size={18} />
          <span className="min-w-0 flex-1 truncate">
            <Sentence text={entry.label} />
          </span>
          {entry.keys?.map((key) => (
            <kbd key={key} className="kbd" aria-hidden="true">
              {shownKey(key)}
            </kbd>
          ))}
        </>
      )}
    </div>
  );
}

function ItemEntry({ entry: { item } }: { entry: Extract<PaletteEntry, { kind: "item" }> }) {
  const name = shownName(item);
  return (
    <>
      <Tile name={name} icon={tileIcon(item.kind)} />
      <span className="row-text">
        <span className="row-name">
          <UserText text={name} />
        </span>
        <span className="row-sub">
          <UserTexts
            texts={[
              ...(item.kind === DEFAULT_KIND ? [] : [texts.kinds[item.kind]]),
              item.username,
              placeOf(item.url),
            ]}
          />
        </span>
      </span>
    </>
  );
}
