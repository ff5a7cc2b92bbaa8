import { asAttachmentId, asItemId } from "@opp/core/ids";
import type { Attachment } from "@opp/core/schemas/attachments";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { useAction } from "../../../lib/use-action.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { UserText } from "../../../ui/user-text.tsx";

/** The files that were removed from an item, the latest first, with a way to restore each. */
export function RemovedFiles({ itemId, now }: { itemId: number; now: number }) {
  const utils = trpc.useUtils();
  const { data } = trpc.attachments.list.useQuery({ itemId: asItemId(itemId) });
  const removed = (data?.attachments ?? [])
    .filter(({ deletedAt }) => deletedAt !== null)
    .toSorted((one, other) => (other.deletedAt ?? 0) - (one.deletedAt ?? 0));
  const restoring = useAction(async ({ id, name }: Attachment) => {
    await utils.client.attachments.restore.mutate({ ids: [asAttachmentId(id)] });
    await Promise.all([
      utils.attachments.invalidate(),
      utils.items.get.invalidate({ id: itemId }),
      utils.items.list.invalidate(),
    ]);
    say(filesTexts().restored(name));
  });
  if (removed.length === 0) return null;
  return (
    <section className="grid gap-2" aria-labelledby="removed-files">
      <h3 className="font-semibold" id="removed-files">
        {filesTexts().removedTitle}
      </h3>
      <FailureNotice message={restoring.failure?.message} />
      <ul className="grid gap-2">
        {removed.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center justify-between gap-2">
            <div className="min-w-0">
              <UserText text={file.damaged ? filesTexts().damaged : file.name} />
              <p className="small quiet" title={exactTime(file.deletedAt ?? 0)}>
                {shownBytes(file.bytes)} · {filesTexts().removedAt(relativeTime(file.deletedAt ?? 0, now))}
              </p>
            </div>
            <Button
              icon="restore"
              busy={restoring.running}
              aria-label={filesTexts().restore(file.name)}
              onClick={() => void restoring.run(file)}
            >
              {itemScreenTexts().history.restore}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
