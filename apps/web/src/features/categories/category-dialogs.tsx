import { LIMITS } from "@opp/core/rules/limits";
import { isVisible } from "@opp/core/rules/text";
import type { Category } from "@opp/core/schemas/categories";
import { useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { useCategories } from "../../data/items/use-items.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, TextField } from "../../ui/field.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { textProblem } from "../../ui/text-problem.ts";
import { noteCreated, noteRenamed } from "./parts/note-category-changes.ts";
import { ParentSelect } from "./parts/parent-select.tsx";

interface CategoryNameDialogProps {
  /** null: a new one. */
  readonly category: Category | null;
  /** The preselected parent of a new category; left out: none. */
  readonly parentId?: number | null;
  /** What a new category is called at first. */
  readonly startName?: string;
  readonly onClose: () => void;
  readonly onMade?: (id: number, name: string) => void;
}

export function CategoryNameDialog({
  category,
  parentId = null,
  startName = "",
  onClose,
  onMade,
}: CategoryNameDialogProps) {
  const utils = trpc.useUtils();
  const { categories } = useCategories(false);
  const [inside, setInside] = useState(parentId);
  const [name, setName] = useState(category?.name ?? startName);

  const isReady = isVisible(name) && textProblem(name.trim(), LIMITS.categoryNameChars) === undefined;
  const saving = useAction(async () => {
    const { client } = utils;
    const trimmed = name.trim();
    const answer = category
      ? await client.categories.update.mutate({
          categories: [{ id: category.id, revision: category.revision, name: trimmed }],
        })
      : await client.categories.create.mutate({ categories: [{ name: trimmed, parentId: inside }] });
    await utils.categories.list.invalidate();
    onClose();
    const [made] = answer.categories;
    if (made && category) noteRenamed(utils, category, made.name);
    if (!made || category) return;
    noteCreated(utils, made);
    onMade?.(made.id, made.name);
  });

  return (
    <Dialog
      title={category ? texts.category.renameTitle : texts.category.create}
      onClose={onClose}
      onSubmit={() => isReady && void saving.run()}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={saving.running} disabled={!isReady}>
            {texts.save}
          </Button>
        </>
      }
    >
      <FailureNotice message={saving.failure?.message} />
      <TextField
        label={texts.category.name}
        value={name}
        onChange={setName}
        maxChars={LIMITS.categoryNameChars}
        autoComplete="off"
        autoFocus
        error={saving.failure?.fields.name}
      />
      {!category && categories.length > 0 && (
        <Field label={texts.category.liesIn}>
          {(parts) => (
            <ParentSelect
              {...parts}
              className="input"
              value={inside}
              categories={categories}
              onChange={setInside}
            />
          )}
        </Field>
      )}
    </Dialog>
  );
}
