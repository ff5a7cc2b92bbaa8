import type { ItemSummary } from "@opp/core/schemas/items";
import { type KeyboardEvent, memo } from "react";
import { hostOf } from "../../lib/safe-url.ts";
import { markHits } from "../../lib/search.ts";
import { copySecret } from "../../lib/secret-clipboard.ts";
import { texts, useLanguage } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Tile } from "../../ui/pieces.tsx";

interface ItemRowProps {
  readonly item: ItemSummary;
  readonly index: number;
  readonly query: string;
  readonly current: boolean;
  /** The one row that Tab stops at; arrows go on from there. */
  readonly tabStop: boolean;
  readonly onOpen: (id: number) => void;
  readonly onFocusRow: (index: number) => void;
  readonly onRowKey: (event: KeyboardEvent, index: number) => void;
  readonly onCopyPassword: (id: number) => void;
}

export const ItemRow = memo(function ItemRow({
  item,
  index,
  query,
  current,
  tabStop,
  onOpen,
  onFocusRow,
  onRowKey,
  onCopyPassword,
}: ItemRowProps) {
  useLanguage();
  const name = item.damaged ? texts.item.damagedName : item.name || texts.item.nameless;
  const sub = [item.username, item.account, hostOf(item.url)].filter(Boolean).join(" · ");
  return (
    <div className="contents" data-current={current || undefined}>
      <button
        type="button"
        className="row-main"
        data-row={index}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        onClick={() => onOpen(item.id)}
        onFocus={() => onFocusRow(index)}
        onKeyDown={(event) => onRowKey(event, index)}
      >
        <Tile name={name} />
        <span className="row-text">
          <span className="row-name">
            <Marked text={name} query={query} />
          </span>
          <span className="row-sub">
            {sub === "" ? texts.item.noDetails : <Marked text={sub} query={query} />}
          </span>
        </span>
      </button>
      <span className="row-actions">
        {item.username !== "" && (
          <IconButton
            icon="person"
            tabIndex={-1}
            label={texts.copy.of(texts.words.itemUsername, name)}
            className="max-sm:!hidden"
            onClick={() => void copySecret(texts.words.itemUsername, item.username)}
          />
        )}
        <IconButton
          icon="key"
          tabIndex={-1}
          label={texts.copy.of(texts.words.password, name)}
          onClick={() => onCopyPassword(item.id)}
        />
      </span>
    </div>
  );
});

function Marked({ text, query }: { text: string; query: string }) {
  if (query === "") return text;
  return markHits(text, query).map(({ text: piece, hit, at }) =>
    hit ? <mark key={at}>{piece}</mark> : piece,
  );
}
