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
import { paletteTexts } from "../../texts/palette-texts.ts";
import { currentLanguage, LANGUAGES, type Language, texts } from "../../texts/texts.ts";
import type { PaletteAction } from "./palette-entries.ts";

interface PaletteRoute {
  readonly path: string;
  readonly layout: "list" | "wide";
  readonly icon: PaletteAction["icon"];
  readonly name: () => string;
  readonly view: View;
}

/** What the palette can do beyond items. */
export interface PaletteCommands {
  readonly routes: readonly PaletteRoute[];
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
export function usePaletteActions(
  commands: PaletteCommands,
  categories: readonly Category[],
  tags: readonly TagCount[],
): readonly PaletteAction[] {
  const { routes, showTag, show, startNew, newCategory, focusSearch, showKeys, showRecent, logOut } =
    commands;
  const language = currentLanguage();
  return useMemo(() => {
    const action = (
      key: string,
      icon: PaletteAction["icon"],
      {
        label,
        run,
        keys,
      }: { readonly label: string; readonly run: () => void; readonly keys?: readonly string[] | undefined },
    ): PaletteAction => ({ kind: "action", key, icon, label, run, ...(keys && { keys }) });
    const goTo = (
      key: string,
      icon: PaletteAction["icon"],
      { name, run }: { readonly name: string; readonly run: () => void },
    ) => action(`go-${key}`, icon, { label: paletteTexts().goTo(name), run });
    const entries = (layout: "list" | "wide") =>
      routes
        .filter((entry) => entry.layout === layout)
        .map(({ path, icon, name, view }) => goTo(path, icon, { name: name(), run: () => show(view) }));
    const others = (["en", "de"] as const satisfies readonly Language[]).filter((each) => each !== language);
    return [
      action("new", "plus", { label: texts.item.newLong, run: () => startNew(), keys: keysOf("new") }),
      ...KIND_NAMES.filter((kind) => kind !== DEFAULT_KIND).map((kind) =>
        action(`new-kind-${kind}`, KIND_ICONS[kind], {
          label: paletteTexts().newKind(texts.kinds[kind]),
          run: () => startNew("", kind),
        }),
      ),
      action("new-category", "folder", { label: texts.category.create, run: newCategory }),
      action("search", "search", { label: texts.search.label, run: focusSearch, keys: keysOf("search") }),
      action("undo", "restore", {
        label: texts.recent.undoLatest,
        run: () => void undoLatest(),
        keys: keysOf("undo"),
      }),
      action("recent", "restore", { label: texts.recent.title, run: showRecent }),
      ...entries("list"),
      ...treeOf(categories).lines.map(({ node: { id } }) =>
        goTo(`category${id}`, "folder", {
          name: treeOf(categories).pathOf(id),
          run: () => show({ kind: "category", id }),
        }),
      ),
      ...tags.map(({ key, name }) =>
        goTo(`tag-${key}`, "tag", { name: texts.tags.of(name), run: () => showTag(name) }),
      ),
      ...entries("wide"),
      action("theme-light", "eye", {
        label: paletteTexts().theme.light,
        run: () => changeSettings({ theme: "light" }),
      }),
      action("theme-dark", "eye", {
        label: paletteTexts().theme.dark,
        run: () => changeSettings({ theme: "dark" }),
      }),
      action("theme-system", "eye", {
        label: paletteTexts().theme.system,
        run: () => changeSettings({ theme: "system" }),
      }),
      ...others.map((each) =>
        action(`language-${each}`, "person", {
          label: paletteTexts().language(LANGUAGES[each]),
          run: () => changeSettings({ language: each }),
        }),
      ),
      action("keys", "command", { label: texts.keys.title, run: showKeys, keys: keysOf("map") }),
      action("lock", "lock", { label: texts.side.lock, run: lockAllTabs, keys: keysOf("lock") }),
      action("log-out", "out", { label: texts.side.logOut, run: logOut }),
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
