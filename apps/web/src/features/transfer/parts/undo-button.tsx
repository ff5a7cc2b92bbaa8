import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { useAction } from "../../../lib/use-action.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

/** Takes a whole import back. What was changed since stays, and is named. */
export function UndoButton({ importId, onUndone }: { importId: number; onUndone?: () => void }) {
  const words = transferTexts();
  const utils = trpc.useUtils();
  const undo = useAction(async () => {
    let trashed = 0;
    let restored = 0;
    const kept: string[] = [];
    try {
      for (;;) {
        const answer = await utils.client.imports.undo.mutate({ importId });
        trashed += answer.trashed;
        restored += answer.restored;
        kept.push(...answer.kept.map(({ name }) => name));
        if (answer.done) break;
      }
    } finally {
      await Promise.all([
        utils.items.invalidate(),
        utils.categories.invalidate(),
        utils.imports.invalidate(),
      ]);
    }
    say(
      [words.undone(trashed, restored), kept.length > 0 ? words.kept(kept.join(", ")) : ""].join(" ").trim(),
    );
    onUndone?.();
  });
  return (
    <>
      <Button icon="restore" busy={undo.running} onClick={() => void undo.run()}>
        {words.undo}
      </Button>
      <FailureNotice failure={undo.failure} />
    </>
  );
}
