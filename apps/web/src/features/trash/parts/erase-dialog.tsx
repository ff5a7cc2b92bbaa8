import type { ItemSummary } from "@opp/core/schemas/items";
import { trpc } from "../../../data/client/trpc.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { say } from "../../../lib/messages.ts";
import { texts } from "../../../texts/texts.ts";
import { trashTexts } from "../../../texts/trash-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";

export type Erasing =
  | { readonly kind: "all"; readonly count: number }
  | { readonly kind: "some"; readonly items: readonly ItemSummary[] };

interface EraseDialogProps {
  readonly erasing: Erasing;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

/** The one thing in the vault that can't be undone asks first. */
export function EraseDialog({ erasing, onClose, onErased }: EraseDialogProps) {
  const { client } = trpc.useUtils();
  const { refresh } = useItemActions();
  const acting = useStepUpAction(async () => {
    const ids = erasing.kind === "some" ? erasing.items.map(({ id }) => id) : null;
    await client.items.emptyTrash.mutate(ids ? { ids } : {});
    await refresh();
    onErased();
    onClose();
    say(trashTexts().erased);
  });
  const [title, text] =
    erasing.kind === "all"
      ? [trashTexts().emptyTitle, trashTexts().emptyText(erasing.count)]
      : erasing.items.length === 1
        ? [trashTexts().eraseTitle(erasing.items[0]?.name ?? ""), trashTexts().eraseText]
        : [trashTexts().eraseManyTitle(erasing.items.length), trashTexts().eraseManyText];
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void acting.run()}
      foot={
        <>
          <Button onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button look="danger" type="submit" busy={acting.running}>
            {trashTexts().eraseButton}
          </Button>
        </>
      }
    >
      <FailureNotice message={acting.failure?.message} />
      <p>{text}</p>
      <CodeField code={acting.code} />
    </Dialog>
  );
}
