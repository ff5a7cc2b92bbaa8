import type { Category } from "@opp/core/schemas/categories";
import { useState } from "react";
import { categoryName } from "../../../data/categories/category-tree.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { ALL_UNDONE, CHANGED_SINCE, tellAction } from "../../../lib/recent-actions.ts";
import { useAction } from "../../../lib/use-action.ts";
import { categoryDialogTexts } from "../../../texts/category-dialog-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

interface DeleteCategoryDialogProps {
  readonly category: Category;
  /** The ids of the category and all its subcategories. */
  readonly beneath: ReadonlySet<number>;
  /** The number of items directly in each category. */
  readonly counts: ReadonlyMap<number | null, number>;
  readonly onClose: () => void;
  readonly onDeleted: (ids: ReadonlySet<number>) => void;
}

/** Asks what happens to the items: they go to the trash, too, or they stay. */
export function DeleteCategoryDialog({
  category,
  beneath,
  counts,
  onClose,
  onDeleted,
}: DeleteCategoryDialogProps) {
  const { client } = trpc.useUtils();
  const { refresh } = useItemActions();
  const [cascade, setCascade] = useState(false);
  const itemCount = [...beneath].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  const innerCount = beneath.size - 1;

  const deleting = useAction(async () => {
    // Only the listed categories go; what another tab added in between stays and moves up.
    const ids = cascade ? beneath : new Set([category.id]);
    await client.categories.trash.mutate({ ids: [...ids], cascade });
    await refresh();
    onClose();
    onDeleted(ids);
    tellAction(
      () => categoryDialogTexts().deleted(categoryName(category)),
      async () => {
        const { restoredCategories } = await client.categories.restore.mutate({ ids: [category.id] });
        await refresh();
        return restoredCategories > 0 ? ALL_UNDONE : CHANGED_SINCE;
      },
    );
  });

  return (
    <Dialog
      title={categoryDialogTexts().deleteTitle(category.name)}
      onClose={onClose}
      onSubmit={() => void deleting.run()}
      foot={
        <>
          <Button onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button look="danger" type="submit" busy={deleting.running}>
            {texts.category.delete}
          </Button>
        </>
      }
    >
      <FailureNotice message={deleting.failure?.message} />
      {itemCount + innerCount === 0 ? (
        <p>{categoryDialogTexts().isEmpty}</p>
      ) : (
        <fieldset className="grid gap-1">
          <legend className="mb-2">{categoryDialogTexts().whatOfContents(itemCount, innerCount)}</legend>
          <label className="check">
            <input type="radio" name="cascade" checked={!cascade} onChange={() => setCascade(false)} />
            <span>
              {innerCount > 0 ? categoryDialogTexts().keepContents : categoryDialogTexts().keep}
              <span className="field-hint block">
                {innerCount > 0 ? categoryDialogTexts().keepContentsHint : categoryDialogTexts().keepHint}
              </span>
            </span>
          </label>
          <label className="check">
            <input type="radio" name="cascade" checked={cascade} onChange={() => setCascade(true)} />
            <span>
              {innerCount > 0 ? categoryDialogTexts().alongContents : categoryDialogTexts().along}
              <span className="field-hint block">
                {innerCount > 0 ? categoryDialogTexts().alongContentsHint : categoryDialogTexts().alongHint}
              </span>
            </span>
          </label>
        </fieldset>
      )}
    </Dialog>
  );
}
