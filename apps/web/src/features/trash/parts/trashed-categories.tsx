import type { Category } from "@opp/core/schemas/categories";
import { useNow } from "../../../base/use-now.ts";
import { categoryName, treeOf } from "../../../data/categories/category-tree.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { say } from "../../../lib/messages.ts";
import { useAction } from "../../../lib/use-action.ts";
import { relativeTime } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";
import { trashTexts } from "../../../texts/trash-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

interface TrashedCategoriesProps {
  readonly categories: readonly Category[];
  readonly pathOf: (id: number | null) => string;
}

/** Deleted categories, nested as before. Restoring one restores what was deleted with it, and its items. */
export function TrashedCategories({ categories, pathOf }: TrashedCategoriesProps) {
  const now = useNow();
  const { client } = trpc.useUtils();
  const { refresh } = useItemActions();
  const restoring = useAction(async (id: number) => {
    const { restoredCategories, restoredItems } = await client.categories.restore.mutate({ ids: [id] });
    await refresh();
    say(trashTexts().categoryRestored(restoredCategories, restoredItems));
  });
  if (categories.length === 0) return null;
  return (
    <>
      <FailureNotice message={restoring.failure?.message} />
      <section className="facts max-h-60 overflow-y-auto" aria-labelledby="trashed-categories">
        <h2 id="trashed-categories" className="eyebrow px-[18px] pt-3">
          {texts.side.categories}
        </h2>
        <ul>
          {treeOf(categories).lines.map(({ node: category, depth }) => (
            <li
              key={category.id}
              className="flex items-center gap-3 py-1.5 pe-2 ps-[18px]"
              data-depth={Math.min(depth, 7)}
            >
              <Icon name="folder" />
              <span className="row-text">
                <span className="truncate">{categoryName(category)}</span>
                {category.deletedAt !== null && (
                  <span className="row-sub">
                    {[
                      trashTexts().since(relativeTime(category.deletedAt, now)),
                      depth === 0 &&
                        category.parentId !== null &&
                        trashTexts().liesIn(pathOf(category.parentId)),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                )}
              </span>
              <Button
                icon="restore"
                aria-label={trashTexts().restoreOf(categoryName(category))}
                onClick={() => void restoring.run(category.id)}
              >
                {trashTexts().restore}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
