import { parseQuery } from "@opp/core/search/parse-query";
import { searchItems } from "@opp/core/search/search-items";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useNow } from "../../base/use-now.ts";
import { treeOf } from "../../data/categories/category-tree.ts";
import { SEARCH_CONTEXT } from "../../data/items/search-context.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import { useCategories, useItems } from "../../data/items/use-items.ts";
import { describeFailedRead } from "../../lib/failure.ts";
import { texts } from "../../texts/texts.ts";
import { trashTexts } from "../../texts/trash-texts.ts";
import { BulkButton } from "../../ui/bulk-button.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { type RowsControl, VirtualRows } from "../../ui/rows/virtual-rows.tsx";
import { useRows } from "../list/use-rows.ts";
import { EraseDialog, type Erasing } from "./parts/erase-dialog.tsx";
import { TrashRow } from "./parts/trash-row.tsx";
import { TrashedCategories } from "./parts/trashed-categories.tsx";

const MANY_ITEMS = 12;

/** What was deleted, the latest first, until it is restored or erased. */
export function TrashScreen({ onMenu }: { onMenu: () => void }) {
  const now = useNow();
  const trash = useItems(true);
  const trashed = useCategories(true);
  const live = useCategories(false);
  const actions = useItemActions();
  const [erasing, setErasing] = useState<Erasing | null>(null);
  const [query, setQuery] = useState("");
  const control = useRef<RowsControl>(null);

  const latestFirst = useMemo(
    () => trash.items.toSorted((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || b.id - a.id),
    [trash.items],
  );
  const shown = useMemo(
    () => searchItems(latestFirst, parseQuery(query), SEARCH_CONTEXT),
    [latestFirst, query],
  );
  const { pathOf } = useMemo(
    () => treeOf([...live.categories, ...trashed.categories]),
    [live.categories, trashed.categories],
  );
  const rows = useRows({
    found: shown,
    control,
    onOpen: (item) => rows.choose(item),
    onMove: () => {},
    onTags: () => {},
    onLeaveUp: () => {},
    onDelete: (items) => setErasing({ kind: "some", items }),
  });
  const isEmpty = trash.items.length === 0 && trashed.categories.length === 0;
  const { selected } = rows;

  let list: ReactNode = null;
  if (trash.isPending || trashed.isPending) list = <LoadingRows />;
  else if (trash.isError)
    list = (
      <EmptyState icon="offline" {...describeFailedRead(trash.failure)}>
        <Button icon="again" onClick={() => void trash.refetch()}>
          {texts.tryAgain}
        </Button>
      </EmptyState>
    );
  else if (isEmpty)
    list = <EmptyState icon="trash" title={trashTexts().nothing} text={trashTexts().nothingText} />;
  else if (shown.length === 0 && query !== "")
    list = (
      <EmptyState icon="search" title={texts.empty.search.title} text={trashTexts().noHit(query.trim())} />
    );
  else if (shown.length > 0)
    list = (
      <div
        className="facts flex max-h-full flex-col"
        style={{ height: `calc(var(--row) * ${shown.length} + 14px)` }}
        data-choosing={selected.length > 0 || undefined}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows' own buttons have the keys; this hears what they hear */}
        <div className="rows-box" {...rows.handlers}>
          <VirtualRows
            items={shown}
            keyOf={(item) => item.id}
            label={trashTexts().items}
            control={control}
            renderRow={(item, index) => (
              <TrashRow
                item={item}
                index={index}
                category={pathOf(item.categoryId)}
                selected={rows.selection.ids.has(item.id)}
                tabStop={index === Math.min(rows.focused, shown.length - 1)}
                now={now}
                onRestore={() => void actions.restore([item.id])}
                onErase={() => setErasing({ kind: "some", items: [item] })}
              />
            )}
          />
        </div>
      </div>
    );

  return (
    <div className="panel-inner !h-full grid-rows-[auto_auto_minmax(200px,1fr)] !pb-4">
      <PageHead title={texts.side.trash} onMenu={onMenu}>
        {!isEmpty && (
          <Button icon="trash" onClick={() => setErasing({ kind: "all", count: trash.items.length })}>
            {trashTexts().empty}
          </Button>
        )}
      </PageHead>
      <div className="grid gap-4">
        {selected.length > 0 ? (
          <div className="selection-bar !m-0" role="toolbar" aria-label={texts.selection.label}>
            <IconButton icon="close" label={texts.selection.none} onClick={rows.chooseNone} />
            <p className="min-w-0 flex-1 truncate font-semibold" role="status">
              {texts.selection.count(selected.length)}
            </p>
            <div className="bulk-actions">
              {selected.length < shown.length && (
                <BulkButton
                  icon="all"
                  label={texts.selection.all}
                  word={texts.selection.words.all}
                  onClick={rows.chooseAll}
                />
              )}
              <BulkButton
                icon="restore"
                label={trashTexts().restore}
                word={trashTexts().restore}
                onClick={() => {
                  rows.chooseNone();
                  void actions.restore(selected.map(({ id }) => id));
                }}
              />
              <BulkButton
                icon="trash"
                label={trashTexts().erase}
                word={trashTexts().erase}
                onClick={() => setErasing({ kind: "some", items: selected })}
              />
            </div>
          </div>
        ) : (
          !isEmpty && <p className="quiet small">{trashTexts().text(trash.items.length)}</p>
        )}
        <TrashedCategories categories={trashed.categories} pathOf={pathOf} />
        {trash.items.length >= MANY_ITEMS && (
          <TextField label={trashTexts().search} value={query} onChange={setQuery} autoComplete="off" />
        )}
      </div>
      {list}
      {erasing && (
        <EraseDialog erasing={erasing} onClose={() => setErasing(null)} onErased={rows.chooseNone} />
      )}
    </div>
  );
}
