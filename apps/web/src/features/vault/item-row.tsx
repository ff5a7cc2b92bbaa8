import type { ItemSummary } from "@opp/core/schemas/items";
import { memo } from "react";
import { hostOf } from "../../lib/safe-url.ts";
import { markedWords, markHits } from "../../lib/search/mark-hits.ts";
import type { Term } from "../../lib/search/parse-query.ts";
import { exactTime, relativeTime } from "../../lib/when.ts";
import { texts, useLanguage } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tile } from "../../ui/pieces.tsx";
import { RowActions } from "./row-actions.tsx";

interface ItemRowProps {
  readonly item: ItemSummary;
  readonly index: number;
  readonly terms: readonly Term[];
  readonly category: string;
  readonly current: boolean;
  readonly selected: boolean;
  /** The one row that Tab stops at; arrows go on from there. */
  readonly tabStop: boolean;
  /** Milliseconds since 1970, where the row has columns; else null. */
  readonly columnsAt: number | null;
}

/** One item, as a card or in columns. What is done with it is the list's, which hears of clicks and keys. */
export const ItemRow = memo(function ItemRow({
  item,
  index,
  terms,
  category,
  current,
  selected,
  tabStop,
  columnsAt,
}: ItemRowProps) {
  useLanguage();
  const name = item.damaged ? texts.item.damagedName : item.name || texts.item.nameless;
  const host = hostOf(item.url);
  const inColumns = columnsAt !== null;
  const main = (
    <>
      <label className="row-pick">
        <Tile name={name} />
        <input
          type="checkbox"
          data-pick
          tabIndex={-1}
          checked={selected}
          readOnly
          aria-label={texts.list.select(name)}
        />
      </label>
      <button
        type="button"
        className="row-main"
        data-row={index}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
      >
        <span className="row-name">
          <Marked text={name} words={markedWords(terms, "name")} />
          {item.favourite && (
            <span className="row-star">
              <Icon name="starred" size={14} />
              <span className="sr-only">{texts.list.favourite}</span>
            </span>
          )}
        </span>
        {!inColumns && <Details item={item} host={host} category={category} terms={terms} />}
      </button>
    </>
  );
  // The first cell is the same element in both, so that it keeps its focus when the columns come and go.
  return (
    <div
      className={inColumns ? "row-cells" : "row-card"}
      data-current={current || undefined}
      data-selected={selected || undefined}
    >
      <div role={inColumns ? "cell" : undefined} className="row-lead">
        {main}
      </div>
      {inColumns ? (
        <>
          <div role="cell" className="cell">
            <Marked text={item.username} words={markedWords(terms, "username")} />
          </div>
          <div role="cell" className="cell">
            <Marked text={host} words={markedWords(terms, "url")} />
          </div>
          <div role="cell" className="cell">
            <Marked text={category} words={markedWords(terms, "category")} />
          </div>
          <div role="cell" className="cell" title={exactTime(item.updatedAt)}>
            {relativeTime(item.updatedAt, columnsAt)}
          </div>
          <div role="cell" className="cell" title={item.usedAt === null ? undefined : exactTime(item.usedAt)}>
            {item.usedAt === null ? texts.list.neverUsed : relativeTime(item.usedAt, columnsAt)}
          </div>
          <div role="cell" className="cell cell-actions">
            <RowActions item={item} name={name} />
          </div>
        </>
      ) : (
        <RowActions item={item} name={name} />
      )}
    </div>
  );
});

/** The second line of a card. In a search it also holds what the hit is about, where the first fields don't show it. */
function Details({
  item,
  host,
  category,
  terms,
}: {
  item: ItemSummary;
  host: string;
  category: string;
  terms: readonly Term[];
}) {
  const shown = [
    { field: "username", text: item.username, words: markedWords(terms, "username") },
    { field: "account", text: item.account, words: markedWords(terms, "account") },
    { field: "host", text: host, words: markedWords(terms, "url") },
    ...(terms.length === 0 ? [] : hiddenHits(item, host, category, terms)),
  ].filter(({ text }) => text !== "");
  if (item.deletedAt !== null) shown.unshift({ field: "trash", text: texts.list.inTrash, words: [] });
  return (
    <span className="row-sub">
      {shown.length === 0
        ? texts.item.noDetails
        : shown.map(({ field, text, words }, at) => (
            <span key={field}>
              {at > 0 && " · "}
              <Marked text={text} words={words} />
            </span>
          ))}
    </span>
  );
}

/** Fields that a card doesn't show, if the search hit them: the category, a field of one's own, another address. */
function hiddenHits(item: ItemSummary, host: string, category: string, terms: readonly Term[]) {
  const inField = markedWords(terms, "field");
  const inUrl = markedWords(terms, "url");
  const candidates = [
    { field: "category", text: category, words: markedWords(terms, "category") },
    ...item.fields.map(({ name, value }, place) => ({
      field: `field ${place}`,
      text: value === null || value === "" ? name : `${name}: ${value}`,
      words: inField,
    })),
    ...[item.url, ...item.moreUrls].map((text, place) => ({ field: `url ${place}`, text, words: inUrl })),
  ];
  return candidates.filter(
    ({ text, words }) => text !== host && markHits(text, words).some(({ hit }) => hit),
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  return markHits(text, words).map(({ text: piece, hit, at }) =>
    hit ? <mark key={at}>{piece}</mark> : piece,
  );
}
