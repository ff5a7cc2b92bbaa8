import type { Category } from "@opp/core/schemas/categories";
import { LIMITS } from "@opp/core/schemas/limits";
import { useState } from "react";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";

interface CategoryNameDialogProps {
  /** null: a new one. */
  readonly category: Category | null;
  readonly onClose: () => void;
  readonly onMade?: (id: number, name: string) => void;
}

export function CategoryNameDialog({ category, onClose, onMade }: CategoryNameDialogProps) {
  const utils = trpc.useUtils();
  const [name, setName] = useState(category?.name ?? "");

  const saving = useAction(async () => {
    const { client } = utils;
    const trimmed = name.trim();
    const answer = category
      ? await client.categories.update.mutate({
          categories: [{ id: category.id, revision: category.revision, name: trimmed }],
        })
      : await client.categories.create.mutate({ categories: [{ name: trimmed }] });
    await utils.categories.list.invalidate();
    onClose();
    const [made] = answer.categories;
    if (made && !category) onMade?.(made.id, made.name);
  });

  return (
    <Dialog
      title={category ? texts.category.renameTitle : texts.category.create}
      onClose={onClose}
      onSubmit={() => name.trim() !== "" && void saving.run()}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={saving.running} disabled={name.trim() === ""}>
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
        maxLength={LIMITS.categoryNameChars}
        autoComplete="off"
        autoFocus
        error={saving.failure?.fields.name}
      />
    </Dialog>
  );
}

interface DeleteCategoryDialogProps {
  readonly category: Category;
  readonly itemCount: number;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** The choice that matters is asked in full: the items go along, or they stay. */
export function DeleteCategoryDialog({ category, itemCount, onClose, onDeleted }: DeleteCategoryDialogProps) {
  const utils = trpc.useUtils();
  const [cascade, setCascade] = useState(false);

  const deleting = useAction(async () => {
    await utils.client.categories.trash.mutate({ ids: [category.id], cascade });
    await Promise.all([utils.categories.list.invalidate(), utils.items.list.invalidate()]);
    onClose();
    onDeleted();
    const undo = async () => {
      await utils.client.categories.restore.mutate({ ids: [category.id] });
      await Promise.all([utils.categories.list.invalidate(), utils.items.list.invalidate()]);
    };
    say(texts.category.deleted(category.name), {
      action: {
        label: texts.undo,
        run: () => void undo().catch(() => say(texts.errors.unknown, { urgent: true })),
      },
    });
  });

  return (
    <Dialog
      title={texts.category.deleteTitle(category.name)}
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
      {itemCount === 0 ? (
        <p>{texts.category.isEmpty}</p>
      ) : (
        <fieldset className="grid gap-1">
          <legend className="mb-2">{texts.category.whatOfItems(itemCount)}</legend>
          <label className="check">
            <input type="radio" name="cascade" checked={!cascade} onChange={() => setCascade(false)} />
            <span>
              {texts.category.keep}
              <span className="field-hint block">{texts.category.keepHint}</span>
            </span>
          </label>
          <label className="check">
            <input type="radio" name="cascade" checked={cascade} onChange={() => setCascade(true)} />
            <span>
              {texts.category.along}
              <span className="field-hint block">{texts.category.alongHint}</span>
            </span>
          </label>
        </fieldset>
      )}
    </Dialog>
  );
}
