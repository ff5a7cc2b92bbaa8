import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { asksForTrash } from "@opp/core/search/parse-query";
import { type RefObject, useDeferredValue, useMemo, useRef, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { useMedia } from "../../base/use-media.ts";
import { useNow } from "../../base/use-now.ts";
import { PATH_SEPARATOR, treeOf } from "../../data/categories/category-tree.ts";
import type { useItems } from "../../data/items/use-items.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { describeFailedRead } from "../../lib/failure.ts";
import { formatRoute, type ListView, type Route } from "../../lib/route.ts";
import { searchBoxStore } from "../../lib/search-box.ts";
import { changeSettings, SORT_ORDERS, settingsStore } from "../../lib/settings.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { onDemand } from "../../ui/on-demand.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { type RowsControl, VirtualRows } from "../../ui/rows/virtual-rows.tsx";
import { Breadcrumb } from "../categories/breadcrumb.tsx";
import { EmptyList } from "./parts/empty-list.tsx";
import { ItemRow } from "./parts/item-row.tsx";
import { ListColumns } from "./parts/list-columns.tsx";
import { SearchBox } from "./parts/search-box.tsx";
import { SelectionBar } from "./parts/selection-bar.tsx";
import { useFoundItems } from "./parts/use-found-items.ts";
import { useListFocus } from "./parts/use-list-focus.ts";
import { useRows } from "./use-rows.ts";

const [MoveDialog, preloadMoveDialog] = onDemand(
  async () => (await import("./parts/move-dialog.tsx")).MoveDialog,
);

const [ExportDialog] = onDemand(async () => (await import("../transfer/export-dialog.tsx")).ExportDialog);

export { preloadMoveDialog };

interface ItemListProps {
  readonly route: Route<ListView>;
  readonly title: string;
  readonly vault: ReturnType<typeof useItems>;
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly searchBox: RefObject<HTMLInputElement | null>;
  readonly onMenu: () => void;
  readonly onNew: (name?: string) => void;
  readonly onOpen: (item: ItemSummary) => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
  readonly onGenerator: () => void;
}

export function ItemList({
  route,
  title,
  vault,
  categories,
  tags,
  searchBox,
  onMenu,
  onNew,
  onOpen,
  onTags,
  onGenerator,
}: ItemListProps) {
  const now = useNow();
  const query = useStore(searchBoxStore);
  const { sort, sortReversed } = useStore(settingsStore);
  const [notesToo, setNotesToo] = useState(false);
  const [moving, setMoving] = useState(false);
  const [exporting, setExporting] = useState(false);
  const control = useRef<RowsControl>(null);
  const shownQuery = useDeferredValue(query);
  const { found, terms, excerptOf, files, isSearching, failure } = useFoundItems({
    items: vault.items,
    categories,
    tags,
    view: route.view,
    query: shownQuery,
    notesToo,
  });
  const rows = useRows({
    found,
    control,
    onOpen,
    onMove: () => setMoving(true),
    onTags,
    onLeaveUp: () => searchBox.current?.focus(),
  });

  const hasRoom = useMedia("(min-width: 1080px)");
  const hasRoomForBoth = useMedia("(min-width: 1800px)");
  const inColumns = hasRoomForBoth || (hasRoom && route.detail === null);
  const isSearch = terms.length > 0;
  const paths = useMemo(
    () => treeOf(categories).lines.map(({ node }) => treeOf(categories).pathOf(node.id)),
    [categories],
  );
  const inTrash = asksForTrash(terms);
  const label = isSearch ? texts.search.results : title;
  const currentId = route.detail?.kind === "item" ? route.detail.id : null;
  const tabStop = Math.min(rows.focused, Math.max(0, found.length - 1));
  const { pathOf } = treeOf(categories);
  const viewed = route.view.kind === "category" && !isSearch ? pathOf(route.view.id) : "";

  useListFocus({ found, currentId, tabStop, control });

  const list = (
    <VirtualRows
      items={found}
      keyOf={keyOf}
      label={label}
      fromTop={`${formatRoute({ view: route.view, detail: null })} ${shownQuery}`}
      control={control}
      revealed={currentId}
      table={inColumns}
      draggable={hasRoom}
      renderRow={(item, index) => (
        <ItemRow
          item={item}
          index={index}
          terms={terms}
          excerpt={excerptOf(item.id)}
          hasFiles={files.has(item.id)}
          category={pathOf(item.categoryId)}
          beneath={viewed && pathOf(item.categoryId).slice(viewed.length + PATH_SEPARATOR.length)}
          current={item.id === currentId}
          selected={rows.selection.ids.has(item.id)}
          tabStop={index === tabStop}
          columnsAt={inColumns ? now : null}
        />
      )}
    />
  );

  return (
    <section
      className="list"
      aria-labelledby="list-title"
      data-choosing={rows.selected.length > 0 || undefined}
    >
      <div className="list-head">
        <div className="flex items-center gap-1">
          <IconButton icon="menu" label={texts.side.open} className="only-narrow -ms-2" onClick={onMenu} />
          <h2 id="list-title" className="title min-w-0 flex-1 truncate">
            {title}
          </h2>
          <Button look="primary" icon="plus" onClick={() => onNew()}>
            {texts.item.new}
          </Button>
        </div>
        {route.view.kind === "category" && <Breadcrumb id={route.view.id} categories={categories} />}
        <SearchBox
          query={query}
          onQuery={(next) => {
            searchBoxStore.set(next);
            rows.setFocused(0);
          }}
          searchBox={searchBox}
          categoryNames={paths}
          tags={tags.map(({ name }) => name)}
          label={texts.search.label}
          placeholder={texts.search.placeholder}
          onDown={() => control.current?.focusRow(0)}
          onEnter={() => {
            if (!found[0]) return;
            onOpen(found[0]);
            // Out of the box, so that the item's keys work. On a phone, the list gives way to the item, which then takes it.
            searchBox.current?.blur();
            control.current?.focusRow(0);
          }}
        />
        {rows.selected.length > 0 ? (
          <SelectionBar
            selected={rows.selected}
            isAll={rows.selected.length === found.length}
            onAll={rows.chooseAll}
            onNone={rows.leaveSelection}
            onMove={() => setMoving(true)}
            onTags={() => onTags(rows.selected)}
            onExport={() => setExporting(true)}
          />
        ) : (
          <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-3 small quiet">
            <p role="status">
              {!vault.isPending &&
                !vault.isError &&
                (isSearch
                  ? (inTrash ? texts.search.foundInTrash : texts.search.found)(found.length)
                  : texts.list.count(found.length))}
              {vault.stillLoading && ` ${texts.list.more}`}
              {isSearching && ` ${texts.search.searching}`}
              {failure !== null && ` ${failure}`}
            </p>
            {isSearch ? (
              <label className="check check-slim">
                <input
                  type="checkbox"
                  checked={notesToo}
                  onChange={(event) => setNotesToo(event.target.checked)}
                />
                {texts.search.notesToo}
              </label>
            ) : (
              !inColumns &&
              route.view.kind !== "recent" && (
                <select
                  className="select-slim"
                  aria-label={texts.list.sort}
                  value={sort}
                  onChange={(event) =>
                    changeSettings({
                      sort: SORT_ORDERS.find((order) => order === event.target.value) ?? "name",
                      sortReversed: false,
                    })
                  }
                >
                  {SORT_ORDERS.map((order) => (
                    <option key={order} value={order}>
                      {texts.list.orders[order]}
                    </option>
                  ))}
                </select>
              )
            )}
          </div>
        )}
      </div>
      {vault.isPending ? (
        <LoadingRows />
      ) : vault.isError ? (
        <EmptyState icon="offline" {...describeFailedRead(vault.failure)}>
          <Button icon="again" onClick={() => void vault.refetch()}>
            {texts.tryAgain}
          </Button>
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyList
          view={route.view}
          query={shownQuery}
          terms={terms}
          vaultIsEmpty={vault.items.length === 0}
          notesToo={notesToo}
          isSearching={isSearching}
          onNotesToo={() => setNotesToo(true)}
          onNew={onNew}
          onGenerator={onGenerator}
        />
      ) : (
        // The rows' own buttons have the keys; this hears what they hear.
        // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for its rows
        <div className="rows-box" {...rows.handlers}>
          {/* One structure for both, so that a row keeps its focus when the columns go. */}
          <div
            className="contents"
            {...(inColumns && {
              role: "table",
              "aria-label": label,
              "aria-rowcount": found.length + 1,
            })}
          >
            {inColumns && <ListColumns order={sort} reversed={sortReversed} />}
            {list}
          </div>
        </div>
      )}
      {moving && (
        <MoveDialog items={rows.selected} categories={categories} onClose={() => setMoving(false)} />
      )}
      {exporting && <ExportDialog items={rows.selected} onClose={() => setExporting(false)} />}
    </section>
  );
}

const keyOf = (item: ItemSummary) => item.id;
