import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useState } from "react";
import type { View } from "../../lib/place.ts";
import { texts } from "../../texts/texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SideLink } from "../vault/side-link.tsx";
import { useItemActions } from "../vault/use-item-actions.ts";
import { CategoryNameDialog, DeleteCategoryDialog } from "./category-dialogs.tsx";
import { useCategoryOrder } from "./use-category-order.ts";

interface CategoryListProps {
  readonly view: View;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly counts: ReadonlyMap<number | null, number>;
  readonly onShow: (view: View) => void;
}

type Asking =
  | { readonly kind: "create" }
  | { readonly kind: "rename" | "delete"; readonly category: Category }
  | null;

/** The categories in their owner's order, with what can be done to each. */
export function CategoryList({ view, items, categories, counts, onShow }: CategoryListProps) {
  const actions = useItemActions();
  const order = useCategoryOrder(categories);
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const isCurrent = (id: number) => view.kind === "category" && view.id === id;

  return (
    <>
      <div className="flex items-center justify-between pb-0.5 ps-2.5 pt-4">
        <h2 className="eyebrow">{texts.side.categories}</h2>
        <IconButton icon="plus" label={texts.category.create} onClick={() => setAsking({ kind: "create" })} />
      </div>
      <ul className="grid grid-cols-1 gap-0.5">
        {order.shown.map((category, index) => (
          <li key={category.id} className="side-row" data-drawn={order.drawnId === category.id || undefined}>
            <span className="side-handle" aria-hidden="true" {...order.handleOf(category.id)}>
              <Icon name="grip" size={19} />
            </span>
            <SideLink
              icon="folder"
              name={category.damaged ? texts.item.damagedName : category.name}
              isCurrent={isCurrent(category.id)}
              count={counts.get(category.id) ?? 0}
              orderId={category.id}
              onKeyDown={(event) => order.onKeyDown(event, category.id)}
              onShow={() => onShow({ kind: "category", id: category.id })}
              drop={{
                items,
                take: (dropped) => void actions.moveMany(dropped, category.id, category.name),
              }}
            />
            <Menu
              label={texts.category.actions(category.name)}
              entries={[
                {
                  icon: "edit",
                  label: texts.category.rename,
                  run: () => setAsking({ kind: "rename", category }),
                },
                ...(index > 0
                  ? [
                      {
                        icon: "up" as const,
                        label: texts.category.moveUp,
                        run: () => order.moveBy(category.id, -1),
                      },
                    ]
                  : []),
                ...(index < order.shown.length - 1
                  ? [
                      {
                        icon: "down" as const,
                        label: texts.category.moveDown,
                        run: () => order.moveBy(category.id, 1),
                      },
                    ]
                  : []),
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
          onDeleted={() => isCurrent(asking.category.id) && onShow({ kind: "all" })}
        />
      )}
    </>
  );
}
