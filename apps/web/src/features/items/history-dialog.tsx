import type { Item, ItemVersion } from "@opp/core/schemas/items";
import { useState } from "react";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { useAction } from "../../lib/use-action.ts";
import { useNow } from "../../lib/use-now.ts";
import { exactTime, relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureNotice, SecretText } from "../../ui/pieces.tsx";
import { useItemActions } from "../vault/use-item-actions.ts";

const FIELDS = ["name", "username", "password", "url", "account", "blob"] as const;

/** What an item was before each change, newest first. */
export function HistoryDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const now = useNow();
  const utils = trpc.useUtils();
  const { put } = useItemActions();
  const query = trpc.items.versions.useQuery({ id: item.id }, { gcTime: 0 });
  const [shown, setShown] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const versions = query.data?.versions ?? [];

  const restoring = useAction(async (versionId: number) => {
    const summary = await utils.client.items.restoreVersion.mutate({
      id: item.id,
      revision: item.revision,
      versionId,
    });
    put([summary]);
    await utils.items.get.invalidate({ id: item.id });
    say(texts.history.restored);
    onClose();
  });
  const forget = useAction(async () => {
    await utils.client.items.forgetVersions.mutate({ id: item.id });
    await utils.items.versions.invalidate({ id: item.id });
    setForgetting(false);
    say(texts.history.forgotten);
  });

  return (
    <Dialog
      title={texts.history.title}
      broad
      onClose={onClose}
      foot={
        versions.length > 0 && (
          <>
            {forgetting ? (
              <Button look="danger" busy={forget.running} onClick={() => void forget.run()}>
                {texts.history.forgetSure(versions.length)}
              </Button>
            ) : (
              <Button onClick={() => setForgetting(true)}>{texts.history.forget}</Button>
            )}
            <Button onClick={() => setShown(!shown)}>
              {shown
                ? texts.secret.hide(texts.history.passwords)
                : texts.secret.show(texts.history.passwords)}
            </Button>
          </>
        )
      }
    >
      <FailureNotice
        message={
          restoring.failure?.message ??
          forget.failure?.message ??
          (query.isError ? describeFailure(query.error).message : undefined)
        }
      />
      {query.isPending && <div className="skeleton h-24" />}
      {query.isSuccess && versions.length === 0 && <p className="quiet">{texts.history.none}</p>}
      <ol className="grid gap-3">
        {versions.map((version, index) => (
          <li key={version.id} className="grid gap-2 rounded-[10px] border border-line p-4">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h3 className="font-semibold" title={exactTime(version.replacedAt)}>
                {texts.history.until(relativeTime(version.replacedAt, now))}
              </h3>
              <Button
                icon="restore"
                busy={restoring.running}
                disabled={version.damaged}
                onClick={() => void restoring.run(version.id)}
              >
                {texts.history.restore}
              </Button>
            </div>
            {version.damaged ? (
              <p className="small quiet">{texts.item.damaged}</p>
            ) : (
              <Differences version={version} after={versions[index - 1] ?? item} shown={shown} />
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** Only the fields that the change after this version touched. */
function Differences({
  version,
  after,
  shown,
}: {
  version: ItemVersion;
  after: ItemVersion | Item;
  shown: boolean;
}) {
  const fields = FIELDS.filter((field) => version[field] !== after[field]);
  return (
    <dl className="grid gap-1 small">
      {fields.map((field) => (
        <div key={field} className="grid grid-cols-[8rem_1fr] gap-3">
          <dt className="quiet">{texts.fieldNames[field]}</dt>
          <dd className="break-all whitespace-pre-wrap">
            {field === "password" && version.password !== "" ? (
              shown ? (
                <SecretText text={version.password} />
              ) : (
                "••••••••"
              )
            ) : (
              version[field] || texts.conflict.empty
            )}
          </dd>
        </div>
      ))}
      {fields.length === 0 && <p className="quiet">{texts.history.same}</p>}
    </dl>
  );
}
