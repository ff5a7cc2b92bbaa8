import type { MergePreview } from "@opp/core/schemas/duplicates";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useId, useState } from "react";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { type MergeChoice, useMerging } from "../../../data/health/use-merging.ts";
import { shownName } from "../../../data/items/shown-name.ts";
import { describeFailedRead } from "../../../lib/failure.ts";
import { relativeTime } from "../../../lib/when.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { UserLines } from "../../../ui/user-text.tsx";

interface MergeDialogProps {
  readonly group: readonly ItemSummary[];
  readonly onClose: () => void;
}

/** Which item stays, which are merged into it, and what that makes of them. */
export function MergeDialog({ group, onClose }: MergeDialogProps) {
  const words = healthTexts().duplicates;
  const now = useNow();
  const name = useId();
  const [kept, setKept] = useState(() => newestOf(group));
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const others = group.filter(({ id }) => id !== kept && !leftOut.has(id));
  const stays = group.find(({ id }) => id === kept);
  const choice: MergeChoice = {
    id: kept,
    revision: stays?.revision ?? 1,
    others: others.map(({ id, revision }) => ({ id, revision })),
  };
  const preview = trpc.duplicates.preview.useQuery(choice, {
    gcTime: 0,
    staleTime: 0,
    enabled: others.length > 0,
  });
  const merging = useMerging(onClose);
  const failure = merging.failure?.message ?? (preview.error && describeFailedRead(preview.error).text);
  const limit = preview.data?.limit ?? null;

  return (
    <Dialog
      title={words.dialog}
      onClose={onClose}
      broad
      onSubmit={() => void merging.run(choice)}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            busy={merging.running}
            disabled={others.length === 0 || !preview.data || limit !== null}
          >
            {words.mergeNow(others.length + 1)}
          </Button>
        </>
      }
    >
      <fieldset className="grid min-w-0 gap-2">
        <legend className="label">{words.which}</legend>
        {group.map((item) => (
          <div key={item.id} className="merge-choice">
            <label className="check">
              <input type="radio" name={name} checked={item.id === kept} onChange={() => setKept(item.id)} />
              <span>
                <UserLines text={shownName(item)} />{" "}
                <span className="quiet small">
                  <UserLines
                    text={[item.username || item.account, words.changed(relativeTime(item.updatedAt, now))]
                      .filter((text) => text !== "")
                      .join(" · ")}
                  />
                </span>
              </span>
            </label>
            {item.id !== kept && group.length > 2 && (
              <label className="check small">
                <input
                  type="checkbox"
                  aria-label={words.include(shownName(item))}
                  checked={!leftOut.has(item.id)}
                  onChange={(event) => setLeftOut(changed(leftOut, item.id, !event.target.checked))}
                />
                {words.merge}
              </label>
            )}
          </div>
        ))}
      </fieldset>
      <FailureNotice message={failure ?? undefined} />
      {limit !== null && <p className="notice notice-warn">{words.overLimit}</p>}
      {preview.data && others.length > 0 && <Outcome preview={preview.data} group={group} kept={kept} />}
    </Dialog>
  );
}

interface OutcomeProps {
  readonly preview: MergePreview;
  readonly group: readonly ItemSummary[];
  readonly kept: number;
}

/** What the merged item has, field by field, and what becomes of the rest. */
function Outcome({ preview, group, kept }: OutcomeProps) {
  const words = healthTexts().duplicates;
  const nameOf = (id: number) => {
    const at = group.findIndex((item) => item.id === id);
    const item = group[at];
    return item ? words.numbered(shownName(item), at + 1) : "";
  };
  const { differences, passwordFrom, asVersions, versions, olderPasswords, files } = preview;
  const fromOf = (from: number | null) =>
    from === null ? words.united : from === kept ? words.stays : words.from(nameOf(from));
  return (
    <>
      {differences.length > 0 && (
        <table className="chart-table merge-table">
          <caption className="sr-only">{words.result}</caption>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, merged, from }) => (
              <tr key={field}>
                <th scope="row">{texts.fieldNames[field]}</th>
                <td>
                  {merged !== null && <UserLines text={merged} />}
                  <span className="quiet small">
                    {" "}
                    {fromOf(field === "password" ? (passwordFrom ?? from) : from)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul className="list-disc ps-5 small">
        {asVersions.length > 0 && <li>{words.asVersions(asVersions.length)}</li>}
        {versions > asVersions.length && <li>{words.versions(versions)}</li>}
        {olderPasswords > 0 && <li>{words.olderPasswords(olderPasswords)}</li>}
        {files > 0 && <li>{words.files(files)}</li>}
        <li>{words.trashed}</li>
      </ul>
    </>
  );
}

/** The item whose password was changed last, or else that was. */
const newestOf = (group: readonly ItemSummary[]): number =>
  group.toSorted(
    (a, b) => (b.passwordChangedAt ?? 0) - (a.passwordChangedAt ?? 0) || b.updatedAt - a.updatedAt,
  )[0]?.id ?? 0;

function changed(set: ReadonlySet<number>, id: number, isIn: boolean): ReadonlySet<number> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
