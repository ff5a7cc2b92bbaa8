import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "../../lib/external-store.ts";
import { formatPlace, type Place } from "../../lib/place.ts";
import { searchItems } from "../../lib/search.ts";
import { changeSettings, type SortOrder, settingsStore } from "../../lib/settings.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { itemsOfView, sortItems } from "./arrange-items.ts";
import { ItemRow } from "./item-row.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { useItemActions } from "./use-item-actions.ts";
import type { useItems } from "./use-vault.ts";
import { viewTitle } from "./view-title.ts";
import { type RowsControl, VirtualRows } from "./virtual-rows.tsx";

interface ItemListProps {
  readonly place: Place;
  readonly vault: ReturnType<typeof useItems>;
  readonly categories: readonly Category[];
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
  readonly onMenu: () => void;
  readonly onNew: () => void;
  readonly onOpen: (id: number) => void;
}

export function ItemList({
  place,
  vault,
  categories,
  query,
  onQuery,
  searchBox,
  onMenu,
  onNew,
  onOpen,
}: ItemListProps) {
  const { sort } = useStore(settingsStore);
  const actions = useItemActions();
  const rows = useRef<RowsControl>(null);
  const [focused, setFocused] = useState(0);
  const shownQuery = useDeferredValue(query.trim());

  // A search looks through the whole vault: who searches has forgotten where it is.
  const sorted = useMemo(() => sortItems(vault.items, sort), [vault.items, sort]);
  const found = useMemo(
    () => (shownQuery === "" ? itemsOfView(sorted, place.view) : searchItems(sorted, shownQuery)),
    [sorted, shownQuery, place.view],
  );
  const title = viewTitle(place.view, categories);
  const currentId = place.detail?.kind === "item" ? place.detail.id : null;
  const tabStop = Math.min(focused, Math.max(0, found.length - 1));

  const onSearchKey = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key === "Escape" && query !== "") onQuery("");
    else if (event.key === "Escape") searchBox.current?.blur();
    else if (event.key === "ArrowDown") rows.current?.focusRow(0);
    else if (event.key === "Enter" && first) onOpen(first.id);
    else return;
    event.preventDefault();
  };
  const onRowKey = useCallback(
    (event: KeyboardEvent, index: number) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const last = found.length - 1;
      const targets: Readonly<Record<string, number>> = {
        ArrowDown: Math.min(last, index + 1),
        ArrowUp: index - 1,
        PageDown: Math.min(last, index + PAGE_ROWS),
        PageUp: Math.max(0, index - PAGE_ROWS),
        Home: 0,
        End: last,
      };
      const target = targets[event.key];
      const item = found[index];
      if (target === -1) searchBox.current?.focus();
      else if (target !== undefined) rows.current?.focusRow(target);
      else if (event.key === "c" && item) void actions.copyPassword(item.id);
      else if (event.key === "Delete" && item) void actions.trash([item]);
      else return;
      event.preventDefault();
    },
    [found, actions, searchBox],
  );
  const copyPassword = useCallback((id: number) => void actions.copyPassword(id), [actions]);

  return (
    <section className="list" aria-labelledby="list-title">
      <div className="list-head">
        <div className="flex items-center gap-1">
          <IconButton icon="menu" label={texts.side.open} className="only-narrow -ms-2" onClick={onMenu} />
          <h2 id="list-title" className="min-w-0 flex-1 truncate text-[1.0625rem] font-semibold">
            {title}
          </h2>
          <Button look="primary" icon="plus" onClick={onNew}>
            {texts.item.new}
          </Button>
        </div>
        <search className="input-group">
          <span className="pointer-events-none absolute inset-y-0 start-3 grid place-items-center text-quiet">
            <Icon name="search" size={18} />
          </span>
          <input
            ref={searchBox}
            className="input !ps-10"
            type="text"
            inputMode="search"
            enterKeyHint="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-label={texts.search.label}
            placeholder={texts.search.placeholder}
            value={query}
            onKeyDown={onSearchKey}
            onChange={(event) => {
              onQuery(event.target.value);
              setFocused(0);
            }}
          />
          <div className="input-actions">
            {query === "" ? (
              <kbd className="kbd me-2 pointer-coarse:hidden" aria-hidden="true">
                /
              </kbd>
            ) : (
              <IconButton
                icon="close"
                label={texts.search.clear}
                onClick={() => {
                  onQuery("");
                  searchBox.current?.focus();
                }}
              />
            )}
          </div>
        </search>
        <div className="flex min-h-6 items-center justify-between gap-3 small quiet">
          <p role="status">
            {shownQuery === "" ? texts.list.count(found.length) : texts.search.found(found.length)}
            {vault.stillLoading && ` ${texts.list.more}`}
          </p>
          {shownQuery === "" && (
            <label className="flex items-center gap-1.5">
              <span className="sr-only">{texts.list.sort}</span>
              <select
                className="select-slim"
                value={sort}
                onChange={(event) =>
                  changeSettings({ sort: ORDERS.find((order) => order === event.target.value) ?? "name" })
                }
              >
                {ORDERS.map((order) => (
                  <option key={order} value={order}>
                    {texts.list.orders[order]}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      </div>
      <OfflineBar broken={vault.failure !== null} onRetry={() => void vault.refetch()} />
      {vault.isPending ? (
        <Loading />
      ) : vault.isError ? (
        <EmptyState icon="offline" title={texts.unreachable.title} text={texts.unreachable.text}>
          <Button icon="again" onClick={() => void vault.refetch()}>
            {texts.tryAgain}
          </Button>
        </EmptyState>
      ) : found.length === 0 ? (
        <Nothing query={shownQuery} vaultIsEmpty={vault.items.length === 0} onNew={onNew} />
      ) : (
        <VirtualRows
          items={found}
          keyOf={keyOf}
          label={shownQuery === "" ? title : texts.search.results}
          key={`${formatPlace({ view: place.view, detail: null })} ${shownQuery}`}
          control={rows}
          renderRow={(item, index) => (
            <ItemRow
              item={item}
              index={index}
              query={shownQuery}
              current={item.id === currentId}
              tabStop={index === tabStop}
              onOpen={onOpen}
              onFocusRow={setFocused}
              onRowKey={onRowKey}
              onCopyPassword={copyPassword}
            />
          )}
        />
      )}
    </section>
  );
}

const PAGE_ROWS = 10;
const ORDERS: readonly SortOrder[] = ["name", "changed", "own"];
const keyOf = (item: ItemSummary) => item.id;

function Nothing({
  query,
  vaultIsEmpty,
  onNew,
}: {
  query: string;
  vaultIsEmpty: boolean;
  onNew: () => void;
}) {
  const [icon, words] =
    query !== ""
      ? (["search", texts.empty.search(query)] as const)
      : vaultIsEmpty
        ? (["key", texts.empty.vault] as const)
        : (["folder", texts.empty.category] as const);
  return (
    <EmptyState icon={icon} title={words.title} text={words.text}>
      <Button icon="plus" onClick={onNew}>
        {texts.item.newLong}
      </Button>
    </EmptyState>
  );
}

function Loading() {
  return (
    <div className="grid gap-4 p-4" aria-busy="true" role="status">
      <span className="sr-only">{texts.loading}</span>
      {["w-2/5", "w-3/5", "w-1/2", "w-2/3", "w-1/3", "w-3/4"].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <div className="skeleton size-[38px] !rounded-[11px]" />
          <div className="grid flex-1 gap-2">
            <div className={`skeleton h-3.5 ${width}`} />
            <div className="skeleton h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
