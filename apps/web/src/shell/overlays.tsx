import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import type { ReactNode } from "react";
import type { TagCount } from "../data/tags/count-tags.ts";
import { CategoryNameDialog } from "../features/categories/dialogs-on-demand.ts";
import type { View } from "../lib/route.ts";
import { draftStore } from "../lib/session/draft.ts";
import { onDemand } from "../ui/on-demand.tsx";
import type { PaletteCommands } from "./palette/use-palette-actions.ts";
import { SidebarDrawer } from "./sidebar.tsx";

/** What covers the vault; one thing at a time. */
export type Overlay =
  | { readonly kind: "sidebar" }
  | { readonly kind: "shortcuts" }
  /** typed: what was typed while it was being loaded. */
  | { readonly kind: "palette"; readonly typed: () => string }
  | { readonly kind: "new category" }
  | { readonly kind: "recent" }
  | { readonly kind: "tags"; readonly items: readonly ItemSummary[] }
  | { readonly kind: "leave"; readonly proceed: () => void };

const [Palette, preloadPalette] = onDemand(async () => (await import("./palette/palette.tsx")).Palette);
const [TagsDialog, preloadTagsDialog] = onDemand(
  async () => (await import("../features/tags/tags-dialog.tsx")).TagsDialog,
);

const [RecentActionsDialog, preloadRecentActions] = onDemand(
  async () => (await import("../features/recent/recent-actions-dialog.tsx")).RecentActionsDialog,
);

const [LeaveDialog, preloadLeaveDialog] = onDemand(
  async () => (await import("./notices/leave-dialog.tsx")).LeaveDialog,
);

const [ShortcutsDialog, preloadShortcuts] = onDemand(
  async () => (await import("./shortcuts-dialog.tsx")).ShortcutsDialog,
);

export { preloadLeaveDialog, preloadPalette, preloadRecentActions, preloadShortcuts, preloadTagsDialog };

interface OverlaysProps {
  readonly overlay: Overlay | null;
  readonly sidebar: ReactNode;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly commands: PaletteCommands;
  readonly onOpen: (item: ItemSummary, edit?: boolean) => void;
  readonly onShow: (view: View) => void;
  readonly onOverlay: (overlay: Overlay | null) => void;
}

export function Overlays({ overlay, sidebar, onOverlay, ...given }: OverlaysProps) {
  const close = () => onOverlay(null);
  switch (overlay?.kind) {
    case undefined:
      return null;
    case "sidebar":
      return <SidebarDrawer onClose={close}>{sidebar}</SidebarDrawer>;
    case "shortcuts":
      return <ShortcutsDialog onClose={close} />;
    case "palette":
      return (
        <Palette
          items={given.items}
          categories={given.categories}
          tags={given.tags}
          commands={given.commands}
          typed={overlay.typed}
          onOpen={given.onOpen}
          onEdit={(item) => given.onOpen(item, true)}
          onTags={(items) => onOverlay({ kind: "tags", items })}
          onClose={close}
        />
      );
    case "new category":
      return (
        <CategoryNameDialog
          category={null}
          onClose={close}
          onMade={(id) => given.onShow({ kind: "category", id })}
        />
      );
    case "recent":
      return <RecentActionsDialog onClose={close} />;
    case "tags":
      return <TagsDialog items={overlay.items} tags={given.tags} onClose={close} />;
    case "leave":
      return (
        <LeaveDialog
          onStay={close}
          onLeave={() => {
            draftStore.set(null);
            close();
            overlay.proceed();
          }}
        />
      );
  }
}
