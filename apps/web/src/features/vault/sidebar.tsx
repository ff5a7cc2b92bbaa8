import type { Category } from "@opp/core/schemas/categories";
import { type ReactNode, useId, useRef, useState } from "react";
import type { View } from "../../lib/place.ts";
import { endSession, lockSession } from "../../lib/session.ts";
import { locale, texts } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { MessagesRegion } from "../../ui/messages-region.tsx";
import { Brand } from "../../ui/pieces.tsx";
import { useModal } from "../../ui/use-modal.ts";
import { CategoryNameDialog, DeleteCategoryDialog } from "../categories/category-dialogs.tsx";

interface SidebarProps {
  readonly username: string;
  readonly view: View;
  readonly categories: readonly Category[];
  readonly counts: ReadonlyMap<number | null, number>;
  readonly total: number;
  readonly onShow: (view: View) => void;
  readonly onKeys: () => void;
  readonly onLogOut: (end: () => void) => void;
}

type Asking =
  | { readonly kind: "create" }
  | { readonly kind: "rename" | "delete"; readonly category: Category }
  | null;

export function Sidebar({
  username,
  view,
  categories,
  counts,
  total,
  onShow,
  onKeys,
  onLogOut,
}: SidebarProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const link = (target: View, icon: IconName, name: string, count?: number) => (
    <button
      type="button"
      className="side-link"
      aria-current={isSame(view, target) ? "page" : undefined}
      onClick={() => onShow(target)}
    >
      <Icon name={icon} size={19} />
      <span className="side-name">{name}</span>
      {count !== undefined && (
        <span className="side-count">
          {count.toLocaleString(locale)}
          <span className="sr-only"> {texts.list.itemsWord(count)}</span>
        </span>
      )}
    </button>
  );

  return (
    <nav className="side" aria-label={texts.side.label}>
      <div className="px-2 pb-3 pt-1">
        <Brand />
      </div>
      <div className="side-scroll grid content-start gap-0.5">
        {link({ kind: "all" }, "all", texts.side.all, total)}
        {link({ kind: "uncategorised" }, "loose", texts.side.uncategorised, counts.get(null) ?? 0)}
        <div className="flex items-center justify-between pb-0.5 ps-2.5 pt-4">
          <h2 className="eyebrow">{texts.side.categories}</h2>
          <IconButton
            icon="plus"
            label={texts.category.create}
            onClick={() => setAsking({ kind: "create" })}
          />
        </div>
        <ul className="grid gap-0.5">
          {categories.map((category) => (
            <li key={category.id} className="side-row">
              {link(
                { kind: "category", id: category.id },
                "folder",
                category.damaged ? texts.item.damagedName : category.name,
                counts.get(category.id) ?? 0,
              )}
              <Menu
                label={texts.category.actions(category.name)}
                entries={[
                  {
                    icon: "edit",
                    label: texts.category.rename,
                    run: () => setAsking({ kind: "rename", category }),
                  },
                  {
                    icon: "trash",
                    label: texts.category.delete,
                    run: () => setAsking({ kind: "delete", category }),
                  },
                ]}
              >
                <Icon name="more" size={18} />
              </Menu>
            </li>
          ))}
        </ul>
        {categories.length === 0 && <p className="field-hint px-2.5 pb-2">{texts.category.none}</p>}
        <div className="mt-4">{link({ kind: "trash" }, "trash", texts.side.trash)}</div>
      </div>
      <div className="grid gap-0.5 border-t border-line pt-2">
        {link({ kind: "health", only: null }, "shield", texts.side.health)}
        {link({ kind: "generator" }, "dice", texts.side.generator)}
        {link({ kind: "account" }, "person", username)}
        <div className="flex items-center gap-1">
          <button type="button" className="side-link" onClick={() => lockSession(false)}>
            <Icon name="lock" size={19} />
            {texts.side.lock}
          </button>
          <button
            type="button"
            className="button-icon"
            aria-label={texts.keys.title}
            title={texts.keys.title}
            onClick={onKeys}
          >
            <span className="kbd" aria-hidden="true">
              ?
            </span>
          </button>
          <IconButton
            icon="out"
            label={texts.side.logOut}
            onClick={() => onLogOut(() => endSession("logged-out"))}
          />
        </div>
      </div>
      {asking?.kind === "create" && (
        <CategoryNameDialog
          category={null}
          onClose={close}
          onMade={(id) => onShow({ kind: "category", id })}
        />
      )}
      {asking?.kind === "rename" && <CategoryNameDialog category={asking.category} onClose={close} />}
      {asking?.kind === "delete" && (
        <DeleteCategoryDialog
          category={asking.category}
          itemCount={counts.get(asking.category.id) ?? 0}
          onClose={close}
          onDeleted={() =>
            isSame(view, { kind: "category", id: asking.category.id }) && onShow({ kind: "all" })
          }
        />
      )}
    </nav>
  );
}

/** On narrow screens the sidebar slides in as a modal. */
export function SidebarDrawer({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(ref, id);
  return (
    <dialog
      ref={ref}
      className="drawer"
      aria-label={texts.side.label}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === ref.current && onClose()}
    >
      {children}
      <MessagesRegion modal={id} />
    </dialog>
  );
}

const isSame = (a: View, b: View) =>
  a.kind === b.kind && (a.kind !== "category" || b.kind !== "category" || a.id === b.id);
