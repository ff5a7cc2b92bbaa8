import type { Item, ItemVersion } from "@opp/core/schemas/items";
import { useState } from "react";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { noteEdit } from "../../../data/items/note-edit.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { useAction } from "../../../lib/use-action.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { RemovedFiles } from "../files/removed-files.tsx";
import { compareValues } from "./compare-values.ts";
import { ComparisonTable } from "./comparison-table.tsx";

/** The versions of an item, newest first: who changed what and when, and a way to restore each. */
export function HistoryDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const now = useNow();
  const utils = trpc.useUtils();
  const { put } = useItemActions();
  const query = trpc.items.versions.useQuery({ id: item.id }, { gcTime: 0 });
  const [shown, setShown] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);
  const versions = query.data?.versions ?? [];

  const restoring = useAction(async (versionId: number) => {
    const summary = await utils.client.items.restoreVersion.mutate({
      id: item.id,
      revision: item.revision,
      versionId,
    });
    put([summary]);
    noteEdit(utils, {
      text: () => itemScreenTexts().history.restoredOf(summary.name),
      saved: summary,
      // The whole record was replaced: any field that a version keeps.
      changed: ["name"],
      before: item,
    });
    await utils.items.get.invalidate({ id: item.id });
    say(itemScreenTexts().history.restored);
    onClose();
  });
  const forget = useAction(async () => {
    await utils.client.items.forgetVersions.mutate({ id: item.id });
    await Promise.all([utils.items.versions.invalidate({ id: item.id }), utils.attachments.invalidate()]);
    setForgetting(false);
    say(itemScreenTexts().history.forgotten);
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
                {itemScreenTexts().history.forgetSure(versions.length)}
              </Button>
            ) : (
              <Button onClick={() => setForgetting(true)}>{itemScreenTexts().history.forget}</Button>
            )}
            <Button onClick={() => setShown(!shown)}>
              {shown
                ? texts.secret.hide(itemScreenTexts().history.secrets)
                : texts.secret.show(itemScreenTexts().history.secrets)}
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
      {query.isSuccess && versions.length === 0 && <p className="quiet">{itemScreenTexts().history.none}</p>}
      {query.isSuccess && !item.damaged && (
        <div className="notice">
          <p>
            <strong>{itemScreenTexts().history.now}</strong> ·{" "}
            {written(versions[0]?.replacedAt ?? item.createdAt, item.changedBy, now)}
          </p>
        </div>
      )}
      <ol className="grid grid-cols-1 gap-3">
        {versions.map((version) => (
          <li key={version.id} className="grid grid-cols-1 gap-3 rounded-[10px] border border-line p-4">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <div className="min-w-0">
                <h3 className="font-semibold" title={exactTime(version.replacedAt)}>
                  {itemScreenTexts().history.until(relativeTime(version.replacedAt, now))}
                </h3>
                <p className="small quiet" title={exactTime(version.createdAt)}>
                  {written(version.createdAt, version.changedBy, now)}
                </p>
              </div>
              {!version.damaged && (
                <div className="flex flex-wrap gap-2">
                  {!item.damaged && (
                    <Button
                      aria-pressed={selected === version.id}
                      onClick={() => setSelected(selected === version.id ? null : version.id)}
                    >
                      {selected === version.id
                        ? itemScreenTexts().history.sinceThen
                        : itemScreenTexts().history.compare}
                    </Button>
                  )}
                  <Button
                    icon="restore"
                    busy={restoring.running}
                    onClick={() => void restoring.run(version.id)}
                  >
                    {itemScreenTexts().history.restore}
                  </Button>
                </div>
              )}
            </div>
            {version.damaged ? (
              <p className="small quiet">{texts.item.damaged}</p>
            ) : (
              <Difference
                version={version}
                other={selected === version.id ? item : nextOf(versions, version, item)}
                withNow={selected === version.id}
                shown={shown}
              />
            )}
          </li>
        ))}
      </ol>
      <RemovedFiles itemId={item.id} now={now} />
    </Dialog>
  );
}

/** What followed a version: the next readable one, or the current item. */
function nextOf(versions: readonly ItemVersion[], version: ItemVersion, item: Item): ItemVersion | Item {
  const newer = versions.slice(0, versions.indexOf(version)).toReversed();
  return newer.find((each) => !each.damaged) ?? item;
}

interface DifferenceProps {
  readonly version: ItemVersion;
  readonly other: ItemVersion | Item;
  /** Compares with the current item instead of the next version. */
  readonly withNow: boolean;
  readonly shown: boolean;
}

function Difference({ version, other, withNow, shown }: DifferenceProps) {
  const lines = compareValues(version, other);
  if (lines.length === 0)
    return (
      <p className="small quiet">
        {withNow ? itemScreenTexts().history.asNow : itemScreenTexts().history.same}
      </p>
    );
  return (
    <ComparisonTable
      lines={lines}
      before={itemScreenTexts().history.before}
      after={withNow ? itemScreenTexts().history.now : itemScreenTexts().history.after}
      shown={shown}
    />
  );
}

const written = (at: number, device: string, now: number): string =>
  device === ""
    ? itemScreenTexts().history.written(relativeTime(at, now))
    : itemScreenTexts().history.writtenFrom(relativeTime(at, now), device);
