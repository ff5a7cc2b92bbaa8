import { LIMITS } from "@opp/core/rules/limits";
import { isVisible } from "@opp/core/rules/text";
import type { Category } from "@opp/core/schemas/categories";
import { useRef, useState } from "react";
import { sendCategory } from "../../data/categories/send-category.ts";
import { type Attempt, createOnce } from "../../data/client/lost-answer.ts";
import { trpc } from "../../data/client/trpc.ts";
import { useCategories } from "../../data/items/use-items.ts";
import { useAction } from "../../lib/use-action.ts";
import { categoryDialogTexts } from "../../texts/category-dialog-texts.ts";
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

interface NewCategory {
  readonly name: string;
  readonly parentId: number | null;
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
  const lost = useRef<Attempt<NewCategory> | null>(null);

  const isReady = isVisible(name) && textProblem(name.trim(), LIMITS.categoryNameChars) === undefined;
  const { client } = utils;
  const create = async (category: NewCategory) => {
    const { answer, asked } = await createOnce(lost, category, ({ requestKey, asked: wanted }) =>
      client.categories.create.mutate({ requestKey, categories: [wanted] }),
    );
    const [made] = answer.categories;
    const isLatest = asked.name === category.name && asked.parentId === category.parentId;
    // An earlier attempt had been saved, before the latest changes.
    return made && !isLatest ? sendCategory(client, made, category) : answer;
  };
  const saving = useAction(async () => {
    const trimmed = name.trim();
    const answer = category
      ? await sendCategory(client, category, { name: trimmed })
      : await create({ name: trimmed, parentId: inside });
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
      title={category ? categoryDialogTexts().renameTitle : texts.category.create}
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
        label={categoryDialogTexts().name}
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
