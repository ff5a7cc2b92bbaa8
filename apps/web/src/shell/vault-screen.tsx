import type { Kind } from "@opp/core/items/kinds";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { treeOf } from "../data/categories/category-tree.ts";
import { trpc } from "../data/client/trpc.ts";
import { useOtherTabs } from "../data/client/use-other-tabs.ts";
import { useReconnect } from "../data/client/use-reconnect.ts";
import { useServerEvents } from "../data/client/use-server-events.ts";
import { countItems } from "../data/items/count-items.ts";
import { itemsOfView } from "../data/items/items-of-view.ts";
import { useCategories, useItems } from "../data/items/use-items.ts";
import { countTags } from "../data/tags/count-tags.ts";
import { tagOfView, viewOfTag } from "../data/tags/tag-route.ts";
import { preloadCategoryDialogs } from "../features/categories/dialogs-on-demand.ts";
import { beginItem } from "../features/items/begin-item.ts";
import type { NewItemStart } from "../features/items/item-panel.tsx";
import { preloadItemParts, preloadItemView } from "../features/items/parts-on-demand.ts";
import { ItemList, preloadMoveDialog } from "../features/list/item-list.tsx";
import { preloadStayDialog } from "../features/session/session-watch.tsx";
import { requestFocus } from "../lib/focus-request.ts";
import { say } from "../lib/messages.ts";
import { undoLatest } from "../lib/recent-actions.ts";
import type { ListView, View } from "../lib/route.ts";
import { searchBoxStore } from "../lib/search-box.ts";
import { draftStore } from "../lib/session/draft.ts";
import { endSession } from "../lib/session/session.ts";
import { tellTabs } from "../lib/session/tabs.ts";
import { texts } from "../texts/texts.ts";
import { onDemand } from "../ui/on-demand.tsx";
import { OfflineBar } from "./notices/offline-bar.tsx";
import {
  type Overlay,
  Overlays,
  preloadLeaveDialog,
  preloadPalette,
  preloadRecentActions,
  preloadShortcuts,
  preloadTagsDialog,
} from "./overlays.tsx";
import {
  ADMINISTRATION,
  ALL,
  entryOf,
  GENERATOR,
  ROUTES,
  routesFor,
  TRANSFER,
  TRASH,
  viewOfEntry,
} from "./route-table.tsx";
import { Sidebar } from "./sidebar.tsx";
import { focusMain, SkipLink } from "./skip-link.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import { useNavigation } from "./use-navigation.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { viewTitle } from "./view-title.ts";

/** The open vault: the sidebar, the list with its panel (or a screen instead), and the overlays. */
export function VaultScreen({ username }: { username: string }) {
  useOtherTabs();
  const { problem, retry } = useReconnect();
  const { client } = trpc.useUtils();
  const vault = useItems(false);
  useServerEvents(!vault.isPending);
  const trash = useItems(true, { enabled: !vault.isPending && !vault.stillLoading });
  const { categories } = useCategories(false);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [newItem, setNewItem] = useState<NewItemStart>({ name: "" });
  const searchBox = useRef<HTMLInputElement>(null);
  const askToLeave = useCallback((proceed: () => void) => setOverlay({ kind: "leave", proceed }), []);
  const { route, leave, visit, show: showView } = useNavigation(askToLeave);
  const { view, detail } = route;
  usePreload();
  const isAdministrator = useIsAdministrator(!vault.isPending);
  const showAdministration = useCallback(() => showView(ADMINISTRATION), [showView]);
  const routes = useMemo(() => routesFor(isAdministrator), [isAdministrator]);

  const show = useCallback(
    (next: View) => {
      setOverlay((now) => (now?.kind === "sidebar" ? null : now));
      showView(next);
    },
    [showView],
  );
  useFileDrop(useCallback(() => show(TRANSFER), [show]));
  const tags = useMemo(() => countTags(vault.items), [vault.items]);
  const showTag = useCallback(
    (tag: string) => {
      show(viewOfTag(tag, vault.items));
      // The item that led here is gone now, and the focus with it.
      requestAnimationFrame(() => document.activeElement === document.body && focusMain());
    },
    [show, vault.items],
  );
  const isScreen = view.kind === "screen";
  const listView = isScreen ? ALL : view;
  const startNew = useCallback(
    (name = "", kind?: Kind) => {
      setNewItem({ name, kind });
      visit({ view: viewForNew(listView), detail: { kind: "new" } });
    },
    [visit, listView],
  );
  const open = useCallback(
    (item: ItemSummary, edit = false) => {
      if (item.deletedAt !== null) show(TRASH);
      else visit({ view: listView, detail: { kind: "item", id: item.id, edit } });
    },
    [visit, show, listView],
  );
  /** From the palette: where the present list lacks the item, the list of all shows it. */
  const openFromPalette = useCallback(
    (item: ItemSummary, edit = false) => {
      const { idsIn } = treeOf(categories);
      const tag = tagOfView(listView, vault.items);
      const isListed = itemsOfView(vault.items, listView, { tag, idsIn }).some(({ id }) => id === item.id);
      if (item.deletedAt !== null) return show(TRASH);
      searchBoxStore.set("");
      // What had the focus may be another item's row, whose keys would act on that item.
      if (!edit) requestFocus({ to: "item" });
      visit({ view: isListed ? listView : ALL, detail: { kind: "item", id: item.id, edit } });
    },
    [visit, show, listView, categories, vault.items],
  );
  const focusSearch = useCallback(() => {
    // At once if the box exists: the next key may follow closely.
    if (!isScreen) return searchBox.current?.focus();
    show(ALL);
    requestAnimationFrame(() => searchBox.current?.focus());
  }, [isScreen, show]);
  const showKeys = useCallback(() => setOverlay({ kind: "shortcuts" }), []);
  const showRecent = useCallback(() => setOverlay({ kind: "recent" }), []);
  const showTags = useCallback((items: readonly ItemSummary[]) => setOverlay({ kind: "tags", items }), []);
  const showPalette = async () => {
    setOverlay((now) => (now?.kind === "sidebar" ? null : now));
    if (!(await openWithKeys(preloadPalette, (typed) => setOverlay({ kind: "palette", typed }))))
      say((navigator.onLine ? texts.partFailed : texts.faults.OFFLINE).title, { urgent: true });
  };
  const openSidebar = () => setOverlay({ kind: "sidebar" });
  const logOut = useCallback(
    () =>
      leave(() => {
        void client.auth.logout
          .mutate()
          .catch(() => {})
          .finally(() => {
            endSession("logged-out");
            tellTabs("logged-out");
          });
      }),
    [leave, client],
  );
  const counts = useMemo(
    () => ({ ...countItems(vault.items), trash: trash.items.length }),
    [vault.items, trash.items.length],
  );

  useShortcuts({
    search: focusSearch,
    new: startNew,
    // In an unsaved form, people mean their typing.
    undo: () => {
      if (!draftStore.get()) void undoLatest();
    },
    map: showKeys,
    palette: () => void showPalette(),
    close: () => {
      if (detail?.kind === "item") requestFocus({ to: "row", id: detail.id });
      if (detail) visit({ view, detail: null });
    },
  });

  const newCategory = useCallback(() => setOverlay({ kind: "new category" }), []);
  const paletteRoutes = useMemo(
    () => routes.map((entry) => ({ ...entry, view: viewOfEntry(entry) })),
    [routes],
  );
  const commands = {
    routes: paletteRoutes,
    showTag,
    show,
    startNew,
    newCategory,
    focusSearch,
    showKeys,
    showRecent,
    logOut,
  };
  const sidebar = (
    <Sidebar
      username={username}
      routes={routes}
      view={view}
      categories={categories}
      tags={tags}
      items={vault.items}
      counts={counts}
      onShow={show}
      onTag={showTag}
      onKeys={showKeys}
      onPalette={() => void showPalette()}
      onRecent={showRecent}
      onLogOut={logOut}
    />
  );
  const title = viewTitle(listView, categories, tagOfView(listView, vault.items));
  const entry = entryOf(view);

  return (
    <>
      <SkipLink />
      <div
        className="vault"
        data-wide={isScreen || undefined}
        data-pane={isScreen || detail ? "panel" : "list"}
      >
        {sidebar}
        <div className="vault-notices">
          <OfflineBar problem={problem} onRetry={retry} />
          {isAdministrator && <BackupBar onShow={showAdministration} />}
        </div>
        <main id="main" className="vault-main" tabIndex={-1}>
          {isScreen ? (
            <div className="panel">
              {entry?.layout === "wide" && (
                <entry.Screen
                  part={view.part}
                  username={username}
                  onMenu={openSidebar}
                  onNewItem={beginItem}
                />
              )}
            </div>
          ) : (
            <>
              {/* On a phone the list and its title give way to an item; the page keeps its heading. */}
              <h1 className="sr-only">{title}</h1>
              <ItemList
                route={{ view, detail }}
                title={title}
                vault={vault}
                categories={categories}
                tags={tags}
                searchBox={searchBox}
                onMenu={openSidebar}
                onNew={startNew}
                onOpen={open}
                onTags={showTags}
                onGenerator={() => show(GENERATOR)}
              />
              {detail && (
                <div className="panel">
                  <ItemPanel
                    route={{ view, detail }}
                    items={vault.items}
                    categories={categories}
                    tags={tags}
                    newItem={newItem}
                    onVisit={visit}
                    onNew={startNew}
                    onTag={showTag}
                    onTags={showTags}
                  />
                </div>
              )}
            </>
          )}
        </main>
      </div>
      <Overlays
        overlay={overlay}
        sidebar={sidebar}
        items={vault.items}
        categories={categories}
        tags={tags}
        commands={commands}
        onOpen={openFromPalette}
        onShow={show}
        onOverlay={setOverlay}
      />
    </>
  );
}

/** What is typed while the palette loads is meant for it: as shortcuts, an l would lock and a c copy. */
async function openWithKeys(
  load: () => Promise<boolean>,
  open: (typed: () => string) => void,
): Promise<boolean> {
  let typed = "";
  const stop = () => removeEventListener("keydown", hold, { capture: true });
  const hold = (event: KeyboardEvent) => {
    if (document.querySelector("dialog[open]")) return stop();
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) typed += event.key;
  };
  addEventListener("keydown", hold, { capture: true });
  const isLoaded = await load();
  if (isLoaded) open(() => typed);
  // By then it has opened, and hears its keys itself.
  setTimeout(stop, isLoaded ? OPENS_WITHIN_MILLISECONDS : 0);
  return isLoaded;
}

const OPENS_WITHIN_MILLISECONDS = 500;

const [ItemPanel, preloadItemPanel] = onDemand(async () => {
  // All at once, for a click before the preloading. A form may be left when the server is gone.
  void preloadItemView();
  void preloadLeaveDialog();
  return (await import("../features/items/item-panel.tsx")).ItemPanel;
});

const [BackupBar] = onDemand(
  async () => {
    // Nothing that the list waits for.
    await new Promise((resolve) => setTimeout(resolve, PRELOAD_AFTER_MILLISECONDS));
    return (await import("./notices/backup-bar.tsx")).BackupBar;
  },
  { quiet: true },
);

/** Asked after the list has loaded, and again when the account changes. */
const useIsAdministrator = (isShown: boolean): boolean =>
  trpc.account.get.useQuery(undefined, { enabled: isShown, staleTime: Number.POSITIVE_INFINITY }).data
    ?.administrator ?? false;

/** A new item is neither a favourite nor used yet, so these lists wouldn't show it. */
const viewForNew = (view: ListView): ListView =>
  view.kind === "favourites" || view.kind === "recent" ? ALL : view;

/** When the list is painted and the browser has time: a key that opens one of these parts is then followed at once. */
const PRELOAD_AFTER_MILLISECONDS = 1500;

function usePreload(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const screens = ROUTES.flatMap((entry) => (entry.layout === "wide" ? (entry.preload ?? []) : []));
      for (const preload of [
        preloadItemPanel,
        preloadItemParts,
        preloadTagsDialog,
        preloadPalette,
        preloadRecentActions,
        preloadShortcuts,
        preloadCategoryDialogs,
        preloadMoveDialog,
        preloadStayDialog,
        ...screens,
      ])
        void preload();
    }, PRELOAD_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
}
