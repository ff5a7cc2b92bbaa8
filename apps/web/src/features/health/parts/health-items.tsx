import { placeOf } from "@opp/core/items/web-address";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import { healthAddress } from "../../../data/health/health-route.ts";
import type { Health, HealthItem } from "../../../data/health/use-health.ts";
import { shownName } from "../../../data/items/shown-name.ts";
import { useItems } from "../../../data/items/use-items.ts";
import { focusRequestStore, takeFocusRequest } from "../../../lib/focus-request.ts";
import { formatRoute, goTo, type Route } from "../../../lib/route.ts";
import { relativeTime } from "../../../lib/when.ts";
import { locale, texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState, Tile } from "../../../ui/pieces.tsx";
import { UserText, UserTexts } from "../../../ui/user-text.tsx";
import { strengthSentence } from "../../generator/strength-sentence.ts";
import { tileIcon } from "../../items/kind-icon.ts";
import type { HealthFilter } from "./health-filter.ts";

interface Listed {
  readonly summary: ItemSummary;
  readonly health: HealthItem;
  /** The number of items that share the password; 1: only this one. */
  readonly sharing: number;
}

const ROWS_AT_FIRST = 100;

/** The items behind a number, worst first; items that share a password are grouped. */
export function HealthItems({ filter, health }: { filter: HealthFilter; health: Health }) {
  const { items } = useItems(false);
  const [shown, setShown] = useState(ROWS_AT_FIRST);
  const now = useNow();
  const words = texts.health.list;
  const listed = useMemo(() => listItems(filter, health.items, items), [filter, health.items, items]);
  const isComplete = health.status === "ready" || health.status === "failed";
  const list = useRef<HTMLUListElement>(null);
  const back = useRef<HTMLAnchorElement>(null);
  const request = useStore(focusRequestStore);
  useEffect(() => {
    if (request?.to !== "health" || (listed.length === 0 && !isComplete)) return;
    const wanted = takeFocusRequest("health");
    const changes = [...(list.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
    const own = changes.find((link) => link.dataset["change"] === String(wanted?.id));
    const next = own ?? changes[Math.min(wanted?.index ?? 0, changes.length - 1)] ?? back.current;
    next?.focus();
  }, [request, listed, isComplete]);
  const isEmpty = listed.length === 0 && isComplete;
  useEffect(() => {
    // The last row is gone, and the focus with it.
    if (isEmpty && document.activeElement?.matches("body, #main")) back.current?.focus();
  }, [isEmpty]);
  const left = Math.min(ROWS_AT_FIRST, listed.length - shown);

  return (
    <>
      {filter.text !== null && <p className="quiet">{filter.text}</p>}
      <div className="flex flex-wrap items-center justify-between gap-3 small">
        <p role="status">{isComplete ? words.count(listed.length) : words.soFar(listed.length)}</p>
        <a ref={back} className="link" href={healthAddress(null)}>
          {words.back}
        </a>
      </div>
      {listed.length === 0 && isComplete && (
        <EmptyState icon="check" title={words.none.title} text={words.none.text} />
      )}
      {listed.length > 0 && (
        <ul ref={list} className="facts" aria-label={filter.title}>
          {listed.slice(0, shown).map((row, index) => (
            <HealthRow key={row.summary.id} row={row} index={index} now={now} />
          ))}
        </ul>
      )}
      {left > 0 && <Button onClick={() => setShown(shown + ROWS_AT_FIRST)}>{words.more(left)}</Button>}
    </>
  );
}

function HealthRow({
  row: { summary, health, sharing },
  index,
  now,
}: {
  row: Listed;
  index: number;
  now: number;
}) {
  const words = texts.health;
  const name = shownName(summary);
  const facts = [
    health.flags.breached && words.list.seen(health.seen ?? 1),
    health.guess !== null && strengthSentence(health.guess).replace(/\.$/, ""),
    sharing > 1 && words.list.shared(sharing),
    health.passwordChangedAt !== null && words.list.changed(relativeTime(health.passwordChangedAt, now)),
  ].filter(Boolean);
  const sub = [summary.username || summary.account, placeOf(summary.url)];
  return (
    <li className="health-row">
      <Tile name={name} icon={tileIcon(summary.kind)} />
      <span className="row-text">
        <a className="row-name" href={formatRoute(routeOf(summary.id, false))}>
          <UserText text={name} />
        </a>
        {sub.some(Boolean) && (
          <span className="row-sub">
            <UserTexts texts={sub} />
          </span>
        )}
        <span className="row-sub">{facts.join(" · ")}</span>
      </span>
      <a
        className="button"
        href={formatRoute(routeOf(summary.id, true))}
        aria-label={`${words.list.change}: ${name}`}
        data-change={summary.id}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          // A saved form returns here.
          goTo(routeOf(summary.id, true), "push", { hash: location.hash, index });
        }}
      >
        {words.list.change}
      </a>
    </li>
  );
}

function listItems(
  filter: HealthFilter,
  judged: readonly HealthItem[],
  items: readonly ItemSummary[],
): readonly Listed[] {
  const summaries = new Map(items.map((item) => [item.id, item]));
  const sharing = new Map<number | null, number>();
  for (const { reuseGroup } of judged) sharing.set(reuseGroup, (sharing.get(reuseGroup) ?? 0) + 1);
  const byName = new Intl.Collator(locale, { sensitivity: "base", numeric: true });
  const sharers = (health: HealthItem) =>
    health.reuseGroup === null ? 1 : (sharing.get(health.reuseGroup) ?? 1);
  return judged
    .flatMap((health): Listed[] => {
      const summary = filter.holds(health) ? summaries.get(health.id) : undefined;
      return summary ? [{ summary, health, sharing: sharers(health) }] : [];
    })
    .toSorted(
      (a, b) =>
        b.sharing - a.sharing ||
        (a.health.reuseGroup ?? 0) - (b.health.reuseGroup ?? 0) ||
        (a.health.strength ?? 5) - (b.health.strength ?? 5) ||
        byName.compare(a.summary.name, b.summary.name),
    );
}

const routeOf = (id: number, edit: boolean): Route => ({
  view: { kind: "all" },
  detail: { kind: "item", id, edit },
});
