import { placeOf } from "@opp/core/items/web-address";
import { LIMITS } from "@opp/core/rules/limits";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useId, useMemo, useState } from "react";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { healthAddress } from "../../../data/health/health-route.ts";
import { shownName } from "../../../data/items/shown-name.ts";
import { useItems } from "../../../data/items/use-items.ts";
import { describeFailedRead } from "../../../lib/failure.ts";
import { formatRoute } from "../../../lib/route.ts";
import { relativeTime } from "../../../lib/when.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { LoadingRows } from "../../../ui/loading-rows.tsx";
import { EmptyState, Tile } from "../../../ui/pieces.tsx";
import { UserText, UserTexts } from "../../../ui/user-text.tsx";
import { tileIcon } from "../../items/kind-icon.ts";
import { MergeDialog } from "./merge-dialog.tsx";

const GROUPS_AT_FIRST = 50;

/** Groups of items that are the same one, most likely, each with a button that merges it. */
export function Duplicates() {
  const words = healthTexts().duplicates;
  const { items } = useItems(false);
  const query = trpc.duplicates.list.useQuery({}, { gcTime: 0, staleTime: 0 });
  const [shown, setShown] = useState(GROUPS_AT_FIRST);
  const [merging, setMerging] = useState<readonly ItemSummary[] | null>(null);
  const groups = useMemo(() => {
    const byId = new Map(items.map((item) => [item.id, item]));
    return (query.data?.groups ?? [])
      .map((ids) => ids.flatMap((id) => byId.get(id) ?? []).slice(0, LIMITS.mergedItems))
      .filter((group) => group.length > 1);
  }, [query.data, items]);
  const left = Math.min(GROUPS_AT_FIRST, groups.length - shown);

  if (query.isError && !query.data) {
    const { title, text } = describeFailedRead(query.error);
    return (
      <EmptyState icon="warn" title={title} text={text}>
        <Button icon="again" onClick={() => void query.refetch()}>
          {texts.tryAgain}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="quiet">{words.text}</p>
      <div className="flex flex-wrap items-center justify-between gap-3 small">
        <p role="status">{query.data ? words.count(groups.length) : healthTexts().loading}</p>
        <a className="link" href={healthAddress(null)}>
          {healthTexts().list.back}
        </a>
      </div>
      {!query.data && <LoadingRows />}
      {query.data && groups.length === 0 && (
        <EmptyState icon="check" title={words.none.title} text={words.none.text} />
      )}
      {groups.slice(0, shown).map((group) => (
        <DuplicateGroup key={group[0]?.id} group={group} onMerge={() => setMerging(group)} />
      ))}
      {left > 0 && (
        <Button onClick={() => setShown(shown + GROUPS_AT_FIRST)}>{healthTexts().list.more(left)}</Button>
      )}
      {merging && <MergeDialog group={merging} onClose={() => setMerging(null)} />}
    </>
  );
}

function DuplicateGroup({
  group,
  onMerge,
}: {
  readonly group: readonly ItemSummary[];
  readonly onMerge: () => void;
}) {
  const id = useId();
  const now = useNow();
  const words = healthTexts().duplicates;
  const name = group[0] ? shownName(group[0]) : "";
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="font-semibold">
          {words.group(group.length)} <UserText text={name} />
        </h2>
        <Button aria-label={`${words.merge}: ${name}`} onClick={onMerge}>
          {words.merge}
        </Button>
      </div>
      <ul className="facts" aria-labelledby={id}>
        {group.map((item) => (
          <li key={item.id} className="health-row">
            <Tile name={shownName(item)} icon={tileIcon(item.kind)} />
            <span className="row-text">
              <a
                className="row-name"
                href={formatRoute({
                  view: { kind: "all" },
                  detail: { kind: "item", id: item.id, edit: false },
                })}
              >
                <UserText text={shownName(item)} />
              </a>
              <span className="row-sub">
                <UserTexts texts={[item.username || item.account, placeOf(item.url)]} />
              </span>
              <span className="row-sub">{words.changed(relativeTime(item.updatedAt, now))}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
