import type { ItemSummary } from "@opp/core/schemas/items";
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "../base/external-store.ts";
import { trpc } from "../data/client/trpc.ts";
import { useOtherTabs, useReconnect } from "../data/client/use-company.ts";
import { countItems } from "../data/items/count-items.ts";
import { useCategories, useItems } from "../data/items/use-items.ts";
import { countTags } from "../data/tags/count-tags.ts";
import { tagOfView, viewOfTag } from "../data/tags/tag-route.ts";
import { CategoryNameDialog } from "../features/categories/category-dialogs.tsx";
import { GeneratorScreen, preloadGenerator } from "../features/generator/generator-on-demand.ts";
import { HealthEntry } from "../features/health/health-entry.tsx";
import { beginItem } from "../features/items/begin-item.ts";
import { ItemPanel, preloadItemParts } from "../features/items/item-panel.tsx";
import { ItemList } from "../features/list/item-list.tsx";
import { viewTitle } from "../features/list/view-title.ts";
import { preloadTagsDialog, TagsDialog } from "../features/tags/tags-on-demand.ts";
import { preloadTrash, TrashScreen } from "../features/trash/trash-on-demand.ts";
import { say } from "../lib/messages.ts";
import { formatPlace, goTo, type Place, parsePlace, usePlace, type View } from "../lib/route.ts";
import { queryStore } from "../lib/search-box.ts";
import { draftStore } from "../lib/session/draft.ts";
import { endSession } from "../lib/session/session.ts";
import { tellTabs } from "../lib/session/tabs.ts";
import { texts } from "../texts/texts.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { fetchPalette } from "./palette/fetch-palette.ts";
import type { PaletteProps } from "./palette/palette.tsx";
import { usePaletteActions } from "./palette/use-palette-actions.ts";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { Sidebar, SidebarDrawer } from "./sidebar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** Few open it, and not often: it comes when it is wanted. */
const AccountScreen = lazy(async () => ({
  default: (await import("../features/account/account-screen.tsx")).AccountScreen,
}));

export function VaultScreen({ username }: { username: string }) {
  useOtherTabs();
  const { isReachable, retry } = useReconnect();
  const place = usePlace();
  const draft = useStore(draftStore);
  const { client } = trpc.useUtils();
  const vault = useItems(false);
  const trash = useItems(true, { enabled: !vault.isPending && !vault.stillLoading });
  const { categories } = useCategories(false);
  const [drawer, setDrawer] = useState(false);
  const [keys, setKeys] = useState(false);
  const [OpenPalette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [newCategory, setNewCategory] = useState(false);
  const [newName, setNewName] = useState("");
  const [tagging, setTagging] = useState<readonly ItemSummary[] | null>(null);
  const [leavingTo, setLeavingTo] = useState<(() => void) | null>(null);
  const searchBox = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const timer = setTimeout(preloadAll, PRELOAD_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);

  // A draft that came through the lock goes back to where it was begun; Back out of one asks first.
  const here = formatPlace(place);
  const settled = useRef(false);
  useEffect(() => {
    const kept = draftStore.get();
    if (kept && kept.place !== here) {
      goTo(parsePlace(kept.place), "replace");
      if (settled.current) setLeavingTo(() => () => goTo(parsePlace(here)));
    }
    settled.current = true;
  }, [here]);
  // Nothing typed is lost to a reload or a closed tab without a question.
  useEffect(() => {
    if (!draft) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [draft]);

  /** Runs it at once, or after the person gave up an unsaved form. */
  const leave = useCallback((go: () => void) => {
    if (draftStore.get()) setLeavingTo(() => go);
    else go();
  }, []);
  const visit = useCallback((next: Place) => leave(() => goTo(next)), [leave]);
  const show = useCallback(
    (view: View) => {
      setDrawer(false);
      queryStore.set("");
      visit({ view, detail: null });
    },
    [visit],
  );
  const tags = useMemo(() => countTags(vault.items), [vault.items]);
  const showTag = useCallback(
    (tag: string) => {
      show(viewOfTag(tag, vault.items));
      // The item that led here is gone now, and the focus with it.
      requestAnimationFrame(() => document.activeElement === document.body && focusMain());
    },
    [show, vault.items],
  );
  const isWide = WIDE_VIEWS.has(place.view.kind);
  const listView: View = isWide ? ALL : place.view;
  const startNew = useCallback(
    (name = "") => {
      setNewName(name);
      visit({ view: viewFor(listView), detail: { kind: "new" } });
    },
    [visit, listView],
  );
  const open = useCallback(
    (item: ItemSummary, edit = false) => {
      if (item.deletedAt !== null) show({ kind: "trash" });
      else visit({ view: listView, detail: { kind: "item", id: item.id, edit } });
    },
    [visit, show, listView],
  );
  const focusSearch = useCallback(() => {
    // At once where it is there: the next key may follow closely.
    if (!isWide) return searchBox.current?.focus();
    show(ALL);
    requestAnimationFrame(() => searchBox.current?.focus());
  }, [isWide, show]);
  const showKeys = useCallback(() => setKeys(true), []);
  const logOut = useCallback(
    (end: () => void = () => endSession("logged-out")) =>
      leave(() => {
        void client.auth.logout
          .mutate()
          .catch(() => {})
          .finally(() => {
            end();
            tellTabs("logged-out");
          });
      }),
    [leave, client],
  );
  const paletteActions = usePaletteActions({
    categories,
    tags,
    showTag,
    show,
    startNew,
    newCategory: useCallback(() => setNewCategory(true), []),
    focusSearch,
    showKeys,
    logOut,
  });
  const counts = useMemo(() => countItems(vault.items), [vault.items]);

  const showPalette = () => {
    setDrawer(false);
    fetchPalette().then(
      (Palette) => setPalette(() => Palette),
      () => say(texts.unreachable.title, { urgent: true }),
    );
  };

  useShortcuts({
    focusSearch,
    startNew,
    showKeys,
    showPalette,
    close: () => {
      if (place.detail) visit({ view: place.view, detail: null });
    },
  });

  const sidebar = (
    <Sidebar
      username={username}
      view={place.view}
      categories={categories}
      tags={tags}
      items={vault.items}
      counts={counts}
      trashCount={trash.items.length}
      onShow={show}
      onTag={showTag}
      onKeys={() => {
        setDrawer(false);
        setKeys(true);
      }}
      onPalette={showPalette}
      onLogOut={logOut}
    />
  );
  const openDrawer = () => setDrawer(true);

  return (
    <>
      <a
        className="button fixed start-2 top-2 z-40 -translate-y-24 focus:translate-y-0"
        href="#main"
        onClick={(event) => {
          // The address after `#` is the place in the vault, so the jump is made by hand.
          event.preventDefault();
          focusMain();
        }}
      >
        {texts.skip}
      </a>
      <div
        className="vault"
        data-wide={isWide || undefined}
        data-pane={isWide || place.detail ? "panel" : "list"}
      >
        {sidebar}
        <OfflineBar isReachable={isReachable} onRetry={retry} />
        <main id="main" className="vault-main" tabIndex={-1}>
          {/* On a phone the list and its title give way to an item; the page keeps its heading. */}
          {!isWide && (
            <h1 className="sr-only">{viewTitle(listView, categories, tagOfView(listView, vault.items))}</h1>
          )}
          {!isWide && (
            <ItemList
              place={place}
              vault={vault}
              categories={categories}
              tags={tags}
              searchBox={searchBox}
              onMenu={openDrawer}
              onNew={startNew}
              onOpen={open}
              onTags={setTagging}
              onGenerator={() => show({ kind: "generator" })}
            />
          )}
          <div className="panel">
            {place.view.kind === "trash" ? (
              <TrashScreen onMenu={openDrawer} />
            ) : place.view.kind === "generator" ? (
              <GeneratorScreen onMenu={openDrawer} onUse={beginItem} />
            ) : place.view.kind === "account" ? (
              <Suspense fallback={<div className="skeleton m-4 h-12" />}>
                <AccountScreen username={username} onMenu={openDrawer} />
              </Suspense>
            ) : place.view.kind === "health" ? (
              <HealthEntry only={place.view.only} onMenu={openDrawer} />
            ) : (
              <ItemPanel
                place={place}
                items={vault.items}
                categories={categories}
                tags={tags}
                newName={newName}
                onVisit={visit}
                onNew={startNew}
                onTag={showTag}
                onTags={setTagging}
              />
            )}
          </div>
        </main>
      </div>
      {drawer && <SidebarDrawer onClose={() => setDrawer(false)}>{sidebar}</SidebarDrawer>}
      {keys && <ShortcutsDialog onClose={() => setKeys(false)} />}
      {OpenPalette && (
        <OpenPalette
          items={vault.items}
          categories={categories}
          actions={paletteActions}
          onOpen={open}
          onEdit={(item) => open(item, true)}
          onTags={setTagging}
          onClose={() => setPalette(null)}
        />
      )}
      {tagging && <TagsDialog items={tagging} tags={tags} onClose={() => setTagging(null)} />}
      {newCategory && (
        <CategoryNameDialog
          category={null}
          onClose={() => setNewCategory(false)}
          onMade={(id) => show({ kind: "category", id })}
        />
      )}
      {leavingTo && (
        <LeaveDialog
          onStay={() => setLeavingTo(null)}
          onLeave={() => {
            draftStore.set(null);
            setLeavingTo(null);
            leavingTo();
          }}
        />
      )}
    </>
  );
}

/** When the list is painted and the browser has time: a key that opens one of these is then followed at once. */
const PRELOAD_AFTER_MILLISECONDS = 1500;

function preloadAll(): void {
  const parts = [preloadItemParts, preloadGenerator, preloadTagsDialog, preloadTrash, preloadPalette];
  for (const preload of parts) void preload();
}

const preloadPalette = () => fetchPalette().catch(() => {});

const ALL: View = { kind: "all" };

/** Screens of their own, without the list. */
const WIDE_VIEWS: ReadonlySet<View["kind"]> = new Set(["trash", "generator", "account", "health"]);

/** A new item is no favourite and was never used: it would be lost from sight in those places. */
const viewFor = (view: View): View => (view.kind === "favourites" || view.kind === "recent" ? ALL : view);

const focusMain = () => document.getElementById("main")?.focus();
