import { asAttachmentId } from "@opp/core/ids";
import { LIMITS } from "@opp/core/rules/limits";
import { isVisible } from "@opp/core/rules/text";
import type { Attachment } from "@opp/core/schemas/attachments";
import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { useAction } from "../../../lib/use-action.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { textProblem } from "../../../ui/text-problem.ts";

export function RenameFileDialog({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [name, setName] = useState(file.name);
  const isReady = isVisible(name) && textProblem(name, LIMITS.fileNameChars) === undefined;
  const saving = useAction(async () => {
    const { id, revision } = file;
    await utils.client.attachments.rename.mutate({ id: asAttachmentId(id), revision, name });
    await Promise.all([utils.attachments.invalidate(), utils.items.get.invalidate({ id: file.itemId })]);
    onClose();
  });
  return (
    <Dialog
      title={filesTexts().renameTitle}
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
        label={filesTexts().name}
        value={name}
        onChange={setName}
        maxChars={LIMITS.fileNameChars}
        autoComplete="off"
        autoFocus
        error={saving.failure?.fields.name}
      />
    </Dialog>
  );
}
