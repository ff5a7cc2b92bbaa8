import { DEFAULT_KIND, KIND_NAMES, type Kind } from "@opp/core/items/kinds";
import type { Category } from "@opp/core/schemas/categories";
import { useMemo } from "react";
import { treeOf } from "../../data/categories/category-tree.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { KIND_ICONS } from "../../features/items/kind-icon.ts";
import { keysOf } from "../../lib/keymap.ts";
import { undoLatest } from "../../lib/recent-actions.ts";
import type { View } from "../../lib/route.ts";
import { lockAllTabs } from "../../lib/session/tabs.ts";
import { changeSettings } from "../../lib/settings.ts";
import { currentLanguage, LANGUAGES, type Language, texts } from "../../texts/texts.ts";
import type { PaletteAction } from "./palette-entries.ts";

interface PaletteRoute {
  readonly path: string;
  readonly layout: "list" | "wide";
  readonly icon: PaletteAction["icon"];
  readonly name: () => string;
  readonly view: View;
}

interface Doing {
  readonly routes: readonly PaletteRoute[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly showTag: (tag: string) => void;
  readonly show: (view: View) => void;
  readonly startNew: (name?: string, kind?: Kind) => void;
  readonly newCategory: () => void;
  readonly focusSearch: () => void;
  readonly showKeys: () => void;
  readonly showRecent: () => void;
  readonly logOut: () => void;
}

/** The palette's actions that aren't about one item. */
export function usePaletteActions(doing: Doing): readonly PaletteAction[] {
  const { routes, categories, tags, showTag, show, startNew, newCategory, focusSearch } = doing;
  const { showKeys, showRecent, logOut } = doing;
  const language = currentLanguage();
  return useMemo(() => {
    const action = (
      key: string,
      icon: PaletteAction["icon"],
      label: string,
      run: () => void,
      keys?: readonly string[],
    ): PaletteAction => ({ kind: "action", key, icon, label, run, ...(keys && { keys }) });
    const goTo = (key: string, icon: PaletteAction["icon"], name: string, run: () => void) =>
      action(`go-${key}`, icon, texts.palette.goTo(name), run);
    const entries = (layout: "list" | "wide") =>
      routes
        .filter((entry) => entry.layout === layout)
        .map(({ path, icon, name, view }) => goTo(path, icon, name(), () => show(view)));
    const others = (["en", "de"] as const satisfies readonly Language[]).filter((each) => each !== language);
    return [
      action("new", "plus", texts.item.newLong, () => startNew(), keysOf("new")),
      ...KIND_NAMES.filter((kind) => kind !== DEFAULT_KIND).map((kind) =>
        action(`new-kind-${kind}`, KIND_ICONS[kind], texts.kind.newOf(texts.kinds[kind]), () =>
          startNew("", kind),
        ),
      ),
      action("new-category", "folder", texts.category.create, newCategory),
      action("search", "search", texts.search.label, focusSearch, keysOf("search")),
      action("undo", "restore", texts.recent.undoLatest, () => void undoLatest(), keysOf("undo")),
      action("recent", "restore", texts.recent.title, showRecent),
      ...entries("list"),
      ...treeOf(categories).lines.map(({ node: { id } }) =>
        goTo(`category${id}`, "folder", treeOf(categories).pathOf(id), () => show({ kind: "category", id })),
      ),
      ...tags.map(({ key, name }) => goTo(`tag-${key}`, "tag", texts.tags.of(name), () => showTag(name))),
      ...entries("wide"),
      action("theme-light", "eye", texts.palette.theme.light, () => changeSettings({ theme: "light" })),
      action("theme-dark", "eye", texts.palette.theme.dark, () => changeSettings({ theme: "dark" })),
      action("theme-system", "eye", texts.palette.theme.system, () => changeSettings({ theme: "system" })),
      ...others.map((each) =>
        action(`language-${each}`, "person", texts.palette.language(LANGUAGES[each]), () =>
          changeSettings({ language: each }),
        ),
      ),
      action("keys", "command", texts.keys.title, showKeys, keysOf("map")),
      action("lock", "lock", texts.side.lock, lockAllTabs, keysOf("lock")),
      action("log-out", "out", texts.side.logOut, logOut),
    ];
  }, [
    routes,
    categories,
    tags,
    showTag,
    show,
    startNew,
    newCategory,
    focusSearch,
    showKeys,
    showRecent,
    logOut,
    language,
  ]);
}
