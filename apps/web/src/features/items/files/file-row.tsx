import { asAttachmentId } from "@opp/core/ids";
import type { Attachment } from "@opp/core/schemas/attachments";
import { trpc } from "../../../data/client/trpc.ts";
import { fetchFile } from "../../../data/files/file-transfer.ts";
import { safeName } from "../../../data/files/safe-name.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { saveAs } from "../../../lib/save-as.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { useAction } from "../../../lib/use-action.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { UserText } from "../../../ui/user-text.tsx";

interface FileRowProps {
  readonly file: Attachment;
  readonly now: number;
  readonly onRename: () => void;
}

/** A file of an item, with what can be done with it. */
export function FileRow({ file, now, onRename }: FileRowProps) {
  const utils = trpc.useUtils();
  const { id, itemId, name, bytes, createdAt, addedBy, state, damaged } = file;
  const isReady = state === "ready" && !damaged;
  const saving = useAction(async () => {
    try {
      saveAs(await fetchFile(id), safeName(name));
      say(filesTexts().downloaded(name));
    } catch (error) {
      const { code, message } = describeFailure(error);
      say(code === "UNKNOWN" ? filesTexts().brokenOff : message, { urgent: true });
    }
  });
  const removing = useAction(async () => {
    await utils.client.attachments.remove.mutate({ ids: [asAttachmentId(id)] });
    await Promise.all([
      utils.attachments.invalidate(),
      utils.items.get.invalidate({ id: itemId }),
      utils.items.list.invalidate(),
    ]);
    if (state === "ready") say(filesTexts().removed(name));
  });
  const shown = damaged ? filesTexts().damaged : name;
  return (
    <li className="fact">
      <div className="fact-value">
        <UserText text={shown} />
        <span className="small quiet block" title={exactTime(createdAt)}>
          {state === "ready"
            ? `${shownBytes(bytes)} · ${filesTexts().from(relativeTime(createdAt, now), addedBy)}`
            : filesTexts().unfinished}
        </span>
        {removing.failure && <span className="field-error">{removing.failure.message}</span>}
      </div>
      <div className="fact-actions">
        {isReady && (
          <>
            <IconButton
              icon="download"
              label={filesTexts().download(name)}
              aria-busy={saving.running || undefined}
              onClick={() => void saving.run()}
            />
            <IconButton icon="edit" label={filesTexts().rename(name)} onClick={onRename} />
          </>
        )}
        <IconButton icon="trash" label={filesTexts().remove(shown)} onClick={() => void removing.run()} />
      </div>
    </li>
  );
}
