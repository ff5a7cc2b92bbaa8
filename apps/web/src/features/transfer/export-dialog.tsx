import type { ItemSummary } from "@opp/core/schemas/items";
import { texts } from "../../texts/texts.ts";
import { transferTexts } from "../../texts/transfer-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ExportFields } from "./parts/export-fields.tsx";
import { useExport } from "./parts/use-export.ts";

interface ExportDialogProps {
  readonly items: readonly ItemSummary[];
  readonly onClose: () => void;
}

/** Selected items as a file: an emergency kit, or what one passes on. */
export function ExportDialog({ items, onClose }: ExportDialogProps) {
  const words = transferTexts();
  const state = useExport({ part: "items", ids: items.map(({ id }) => id) });
  const close = () => {
    state.cancel();
    onClose();
  };
  const submit = async () => {
    if (await state.exporting.run()) onClose();
  };
  return (
    <Dialog
      title={words.exportItems(items.length)}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          <Button type="submit" look="primary" icon="download" busy={state.exporting.running}>
            {words.download}
          </Button>
        </>
      }
    >
      <ExportFields state={state} withTrash={false} />
    </Dialog>
  );
}
