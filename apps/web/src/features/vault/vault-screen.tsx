import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { draftStore } from "../../lib/draft.ts";
import { useStore } from "../../lib/external-store.ts";
import { formatPlace, goTo, type Place, parsePlace, usePlace, type View } from "../../lib/place.ts";
import { trpc } from "../../lib/trpc.ts";
import { texts } from "../../texts/texts.ts";
import { AccountScreen } from "../account/account-screen.tsx";
import { GeneratorScreen } from "../generator/generator-screen.tsx";
import { HealthEntry } from "../health/health-entry.tsx";
import { ItemPanel } from "../items/item-panel.tsx";
import { TrashScreen } from "../trash/trash-screen.tsx";
import { countByCategory } from "./arrange-items.ts";
import { ItemList } from "./item-list.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { Sidebar, SidebarDrawer } from "./sidebar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { useCategories, useItems } from "./use-vault.ts";
import { viewTitle } from "./view-title.ts";

export function VaultScreen({ username }: { username: string }) {
  const place = usePlace();
  const draft = useStore(draftStore);
  const { client } = trpc.useUtils();
  const vault = useItems(false);
  const { categories } = useCategories(false);
  const [query, setQuery] = useState("");
  const [drawer, setDrawer] = useState(false);
  const [keys, setKeys] = useState(false);
  const [leavingTo, setLeavingTo] = useState<(() => void) | null>(null);
  const searchBox = useRef<HTMLInputElement>(null);

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
      setQuery("");
      visit({ view, detail: null });
    },
    [visit],
  );
  const listView: View =
    place.view.kind === "generator" ||
    place.view.kind === "account" ||
    place.view.kind === "trash" ||
    place.view.kind === "health"
      ? ALL
      : place.view;
  const startNew = useCallback(() => visit({ view: listView, detail: { kind: "new" } }), [visit, listView]);
  const counts = useMemo(() => countByCategory(vault.items), [vault.items]);

  useShortcuts({
    focusSearch: () => {
      if (place.view !== listView) show(ALL);
      requestAnimationFrame(() => searchBox.current?.focus());
    },
    startNew,
    showKeys: () => setKeys(true),
    close: () => {
      if (place.detail) visit({ view: place.view, detail: null });
    },
  });

  const sidebar = (
    <Sidebar
      username={username}
      view={place.view}
      categories={categories}
      counts={counts}
      total={vault.items.length}
      onShow={show}
      onKeys={() => {
        setDrawer(false);
        setKeys(true);
      }}
      onLogOut={(end) =>
        leave(() => {
          void client.auth.logout
            .mutate()
            .catch(() => {})
            .finally(end);
        })
      }
    />
  );
  const wide = place.view !== listView;
  const openDrawer = () => setDrawer(true);

  return (
    <>
      <a
        className="button fixed start-2 top-2 z-40 -translate-y-24 focus:translate-y-0"
        href="#main"
        onClick={(event) => focusMain(event)}
      >
        {texts.skip}
      </a>
      <div
        className="vault"
        data-wide={wide || undefined}
        data-pane={wide || place.detail ? "panel" : "list"}
      >
        {sidebar}
        <main id="main" className="vault-main" tabIndex={-1}>
          {/* On a phone the list and its title give way to an item; the page keeps its heading. */}
          {!wide && <h1 className="sr-only">{viewTitle(listView, categories)}</h1>}
          {!wide && (
            <ItemList
              place={place}
              vault={vault}
              categories={categories}
              query={query}
              onQuery={setQuery}
              searchBox={searchBox}
              onMenu={openDrawer}
              onNew={startNew}
              onOpen={(id) => visit({ view: listView, detail: { kind: "item", id, edit: false } })}
            />
          )}
          <div className="panel">
            {place.view.kind === "trash" ? (
              <TrashScreen onMenu={openDrawer} />
            ) : place.view.kind === "generator" ? (
              <GeneratorScreen onMenu={openDrawer} />
            ) : place.view.kind === "account" ? (
              <AccountScreen username={username} onMenu={openDrawer} />
            ) : place.view.kind === "health" ? (
              <HealthEntry only={place.view.only} onMenu={openDrawer} />
            ) : (
              <ItemPanel
                place={place}
                items={vault.items}
                categories={categories}
                onVisit={visit}
                onNew={startNew}
              />
            )}
          </div>
        </main>
      </div>
      {drawer && <SidebarDrawer onClose={() => setDrawer(false)}>{sidebar}</SidebarDrawer>}
      {keys && <ShortcutsDialog onClose={() => setKeys(false)} />}
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

const ALL: View = { kind: "all" };

/** The address after `#` is the place in the vault, so the jump is made by hand. */
function focusMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
