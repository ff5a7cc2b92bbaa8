import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import type { HealthFilter } from "../../../data/health/health-filter.ts";
import { beginQueue } from "../../../data/health/health-queue.ts";
import { healthAddress } from "../../../data/health/health-route.ts";
import { type Finding, groupFindings, listFindings } from "../../../data/health/list-findings.ts";
import type { Health } from "../../../data/health/use-health.ts";
import { useItems } from "../../../data/items/use-items.ts";
import { focusRequestStore, takeFocusRequest } from "../../../lib/focus-request.ts";
import { goTo, returnPlace } from "../../../lib/route.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/pieces.tsx";
import { HealthRow } from "./health-row.tsx";
import { QueueResult } from "./queue-result.tsx";

const ROWS_AT_FIRST = 100;

interface HealthItemsProps {
  /** The name of the filter. */
  readonly only: string;
  readonly filter: HealthFilter;
  readonly health: Health;
}

/** The items behind a number, worst first; in the list of reused passwords, those that share one have a heading. */
export function HealthItems({ only, filter, health }: HealthItemsProps) {
  const { items } = useItems(false);
  const [shown, setShown] = useState(ROWS_AT_FIRST);
  const [through] = useState(returnPlace);
  const now = useNow();
  const words = healthTexts().list;
  const listed = useMemo(() => listFindings(filter, health.items, items), [filter, health.items, items]);
  const isComplete = health.status === "ready" || health.status === "failed";
  const list = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLAnchorElement>(null);
  const request = useStore(focusRequestStore);
  useEffect(() => {
    if (request?.to !== "health" || (listed.length === 0 && !isComplete)) return;
    const wanted = takeFocusRequest("health");
    if (through) return back.current?.focus();
    const changes = [...(list.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
    const own = changes.find((link) => link.dataset["change"] === String(wanted?.id));
    const next = own ?? changes[Math.min(wanted?.index ?? 0, changes.length - 1)] ?? back.current;
    next?.focus();
  }, [request, listed, isComplete, through]);
  const isEmpty = listed.length === 0 && isComplete;
  useEffect(() => {
    // The last row is gone, and the focus with it.
    if (isEmpty && document.activeElement?.matches("body, #main")) back.current?.focus();
  }, [isEmpty]);
  const left = Math.min(ROWS_AT_FIRST, listed.length - shown);
  const start = (index: number) => {
    const ids = listed.map(({ summary }) => summary.id);
    const { route, place } = beginQueue(only, ids, { index, score: health.score });
    goTo(route, "push", place);
  };
  const rows = listed.slice(0, shown);
  const indexOf = new Map(listed.map((finding, index) => [finding, index]));
  const rowsOf = (findings: readonly Finding[]) =>
    findings.map((finding) => (
      <HealthRow
        key={finding.summary.id}
        finding={finding}
        isGrouped={filter.isGrouped}
        now={now}
        onChange={() => start(indexOf.get(finding) ?? 0)}
      />
    ));

  return (
    <>
      {filter.text !== null && <p className="quiet">{filter.text}</p>}
      {through && <QueueResult queue={through.queue} health={health} />}
      <div className="flex flex-wrap items-center justify-between gap-3 small">
        <p role="status">{isComplete ? words.count(listed.length) : words.soFar(listed.length)}</p>
        <a ref={back} className="link" href={healthAddress(null)}>
          {words.back}
        </a>
      </div>
      {listed.length > 1 && isComplete && (
        <Button look="primary" className="justify-self-start" onClick={() => start(0)}>
          {words.changeAll}
        </Button>
      )}
      {isEmpty && <EmptyState icon="check" title={words.none.title} text={words.none.text} />}
      <div ref={list} className="grid gap-5 empty:hidden">
        {filter.isGrouped
          ? groupFindings(rows).map((group) => (
              <Group key={group[0].health.reuseGroup} size={group[0].sharing}>
                {rowsOf(group)}
              </Group>
            ))
          : rows.length > 0 && (
              <ul className="facts" aria-label={filter.title}>
                {rowsOf(rows)}
              </ul>
            )}
      </div>
      {left > 0 && <Button onClick={() => setShown(shown + ROWS_AT_FIRST)}>{words.more(left)}</Button>}
    </>
  );
}

/** Items that share a password, which is never shown. */
function Group({ size, children }: { readonly size: number; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="grid gap-2">
      <h2 id={id} className="font-semibold">
        {healthTexts().list.sharing(size)}
      </h2>
      <ul className="facts" aria-labelledby={id}>
        {children}
      </ul>
    </section>
  );
}
