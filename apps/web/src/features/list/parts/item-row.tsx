import { DEFAULT_KIND } from "@opp/core/items/kinds";
import { placeOf } from "@opp/core/items/web-address";
import type { ItemSummary } from "@opp/core/schemas/items";
import { markedWords } from "@opp/core/search/mark-matches";
import type { Term } from "@opp/core/search/parse-query";
import { memo } from "react";
import { shownName } from "../../../data/items/shown-name.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { texts, useLanguage } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Tile } from "../../../ui/pieces.tsx";
import { tileIcon } from "../../items/kind-icon.ts";
import { RowTags } from "../../tags/row-tags.tsx";
import { RowActions } from "./row-actions.tsx";
import { Marked, RowDetails } from "./row-details.tsx";

interface ItemRowProps {
  readonly item: ItemSummary;
  readonly index: number;
  readonly terms: readonly Term[];
  /** The text around a match in the notes; "" if there is nothing to show. */
  readonly excerpt: string;
  readonly hasFiles: boolean;
  readonly category: string;
  /** The path below the category that the list shows; "" if the item is directly in it. */
  readonly beneath: string;
  readonly current: boolean;
  readonly selected: boolean;
  /** The one row that Tab stops at; arrow keys continue from there. */
  readonly tabStop: boolean;
  /** Milliseconds since 1970, where the row has columns; else null. */
  readonly columnsAt: number | null;
}

/** One item, as a card or in columns. What is done with it is the list's, which hears of clicks and keys. */
export const ItemRow = memo(function ItemRow({
  item,
  index,
  terms,
  excerpt,
  hasFiles,
  category,
  beneath,
  current,
  selected,
  tabStop,
  columnsAt,
}: ItemRowProps) {
  useLanguage();
  const name = shownName(item);
  const host = placeOf(item.url);
  const inColumns = columnsAt !== null;
  const main = (
    <>
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
      <button
        type="button"
        className="row-main"
        data-row={index}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
      >
        <span className="row-name row-line">
          <span className="row-title">
            <Marked text={name} words={markedWords(terms, "name")} />
            {inColumns && item.kind !== DEFAULT_KIND && (
              <span className="sr-only">{texts.kinds[item.kind]}</span>
            )}
            {item.favourite && (
              <span className="row-star">
                <Icon name="starred" size={14} />
                <span className="sr-only">{texts.list.favourite}</span>
              </span>
            )}
            {hasFiles && (
              <span className="row-star quiet">
                <Icon name="clip" size={14} />
                <span className="sr-only">{texts.files.has}</span>
              </span>
            )}
          </span>
          {/* In a search the line below begins with the tag that it is about. */}
          {terms.length === 0 && <RowTags tags={item.tags} />}
        </span>
        <RowDetails {...{ item, host, category, beneath, terms, excerpt, inColumns }} />
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
