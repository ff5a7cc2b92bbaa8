import type { ItemSummary } from "@opp/core/schemas/items";
import type { ComponentType } from "react";
import type { Counts } from "../data/items/count-items.ts";
import type { useItemActions } from "../data/items/use-item-actions.ts";
import { type ListView, type PlainList, screenView, type View } from "../lib/route.ts";
import { texts } from "../texts/texts.ts";
import type { IconName } from "../ui/icon.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { PageHead } from "../ui/page-head.tsx";

/** What every screen is given; each takes what it needs. */
export interface ScreenProps {
  /** What follows the path in the address. */
  readonly part: string | null;
  readonly username: string;
  readonly onMenu: () => void;
  readonly onNewItem: (password: string) => void;
}

interface SidebarEntry {
  /** Above the categories, below the tags, or at the foot. */
  readonly group: "top" | "middle" | "foot";
  /** Left out: the entry's name. */
  readonly name?: (username: string) => string;
  readonly count?: (counts: Counts & { readonly trash: number }) => number;
  /** What happens to items that are dropped on it; left out: nothing can be. */
  readonly take?: (actions: ReturnType<typeof useItemActions>, dropped: readonly ItemSummary[]) => void;
}

interface Entry {
  readonly icon: IconName;
  /** What the sidebar and the palette call it. */
  readonly name: () => string;
  readonly sidebar: SidebarEntry;
  /** Left out: everybody. */
  readonly isFor?: "administrators";
}

/** A filtered list of items; features/list decides which items it has. */
interface ListEntry extends Entry {
  readonly layout: "list";
  readonly path: PlainList;
}

/** A screen in place of the list. */
interface WideEntry extends Entry {
  readonly layout: "wide";
  readonly path: string;
  readonly Screen: ComponentType<ScreenProps>;
  /** Fetches it once the list is painted, for a screen that should open without the server. */
  readonly preload?: () => Promise<boolean>;
}

const [TrashScreen, preloadTrash] = screen(
  () => texts.side.trash,
  async () => (await import("../features/trash/trash-screen.tsx")).TrashScreen,
);
const [HealthScreen] = screen(
  () => texts.side.health,
  async () => (await import("../features/health/health-screen.tsx")).HealthScreen,
);
const [GeneratorScreen, preloadGenerator] = screen(
  () => texts.generator.title,
  async () => (await import("../features/generator/generator-screen.tsx")).GeneratorScreen,
);
const [TransferScreen] = screen(
  () => texts.side.transfer,
  async () => (await import("../features/transfer/transfer-screen.tsx")).TransferScreen,
);
const [AdministrationScreen] = screen(
  () => texts.side.administration,
  async () => (await import("../features/administration/administration-screen.tsx")).AdministrationScreen,
);
const [AccountScreen] = screen(
  () => texts.account.title,
  async () => (await import("../features/account/account-screen.tsx")).AccountScreen,
);

/** Every screen and plain list, in the order of sidebar and palette. To add one, add its entry here. */
export const ROUTES: readonly (ListEntry | WideEntry)[] = [
  {
    path: "all",
    layout: "list",
    icon: "all",
    name: () => texts.side.all,
    sidebar: { group: "top", count: ({ all }) => all },
  },
  {
    path: "favourites",
    layout: "list",
    icon: "star",
    name: () => texts.side.favourites,
    sidebar: {
      group: "top",
      count: ({ favourites }) => favourites,
      take: (actions, dropped) => void actions.setFavourite(dropped, true),
    },
  },
  {
    path: "recent",
    layout: "list",
    icon: "history",
    name: () => texts.side.recent,
    sidebar: { group: "top" },
  },
  {
    path: "uncategorised",
    layout: "list",
    icon: "loose",
    name: () => texts.side.uncategorised,
    sidebar: {
      group: "top",
      count: ({ byCategory }) => byCategory.get(null) ?? 0,
      take: (actions, dropped) => void actions.moveMany(dropped, null, texts.side.uncategorised),
    },
  },
  {
    path: "trash",
    layout: "wide",
    icon: "trash",
    name: () => texts.side.trash,
    sidebar: {
      group: "middle",
      count: ({ trash }) => trash,
      take: (actions, dropped) => void actions.trash(dropped),
    },
    Screen: TrashScreen,
    preload: preloadTrash,
  },
  {
    path: "health",
    layout: "wide",
    icon: "shield",
    name: () => texts.side.health,
    sidebar: { group: "foot" },
    Screen: HealthScreen,
  },
  {
    path: "generator",
    layout: "wide",
    icon: "dice",
    name: () => texts.side.generator,
    sidebar: { group: "foot" },
    Screen: GeneratorScreen,
    preload: preloadGenerator,
  },
  {
    path: "transfer",
    layout: "wide",
    icon: "download",
    name: () => texts.side.transfer,
    sidebar: { group: "foot" },
    Screen: TransferScreen,
  },
  {
    path: "administration",
    layout: "wide",
    icon: "seal",
    name: () => texts.side.administration,
    sidebar: { group: "foot" },
    isFor: "administrators",
    Screen: AdministrationScreen,
  },
  {
    path: "account",
    layout: "wide",
    icon: "person",
    name: () => texts.palette.account,
    sidebar: { group: "foot", name: (username) => username },
    Screen: AccountScreen,
  },
];

export const SCREEN_PATHS: ReadonlySet<string> = new Set(
  ROUTES.flatMap(({ layout, path }) => (layout === "wide" ? [path] : [])),
);

/** What this account is offered. */
export const routesFor = (isAdministrator: boolean): typeof ROUTES =>
  ROUTES.filter(({ isFor }) => isFor === undefined || isAdministrator);

export const viewOfEntry = (entry: ListEntry | WideEntry): View =>
  entry.layout === "wide" ? screenView(entry.path) : { kind: entry.path };

/** The entry of a view; null for a category or a tag. */
export const entryOf = (view: View): ListEntry | WideEntry | null =>
  ROUTES.find(({ path }) => path === (view.kind === "screen" ? view.screen : view.kind)) ?? null;

export const ALL: ListView = { kind: "all" };
export const ADMINISTRATION = screenView("administration");
export const TRASH = screenView("trash");
export const GENERATOR = screenView("generator");
export const TRANSFER = screenView("transfer");

/** Makes a screen that isn't in the first load; its heading and the menu button are shown while it loads. */
function screen(title: () => string, fetchScreen: () => Promise<ComponentType<ScreenProps>>) {
  return onDemand(fetchScreen, {
    frame: (notice, { onMenu }) => (
      <div className="panel-inner">
        <PageHead title={title()} onMenu={onMenu} />
        {notice}
      </div>
    ),
  });
}
