import { type ItemQueue, type ReturnPlace, type Route, screenView } from "../../lib/route.ts";
import { findFilter } from "./health-filter.ts";
import { healthAddress } from "./health-route.ts";
import type { HealthItem } from "./use-health.ts";

/** An address with what its entry of the history keeps. */
export interface QueueStep {
  readonly route: Route;
  readonly place: ReturnPlace;
}

export const formOf = (id: number): Route => ({
  view: { kind: "all" },
  detail: { kind: "item", id, edit: true },
});

/** The list of Health that a form was opened from. */
export const listOf = ({ hash }: Pick<ReturnPlace, "hash">): Route => ({
  view: screenView("health", figureOf(hash)),
  detail: null,
});

const figureOf = (hash: string): string | null => /^#\/health\/([a-z0-9-]+)$/.exec(hash)?.[1] ?? null;

/** @param only the figure whose items these are, worst first */
export function beginQueue(
  only: string,
  ids: readonly number[],
  { index, score }: { readonly index: number; readonly score: number | null },
): QueueStep {
  const queue: ItemQueue = { ids, changed: 0, skipped: 0, score };
  return { route: formOf(ids[index] ?? 0), place: { hash: healthAddress(only), index, queue } };
}

/**
 * The next item of a queue that still belongs in it, since another change may have settled it; behind the last one, the list again,
 * with what became of the queue.
 */
export function nextInQueue(
  { hash, index, queue }: ReturnPlace & { readonly queue: ItemQueue },
  done: "changed" | "skipped",
  items: readonly HealthItem[],
): QueueStep {
  const filter = findFilter(figureOf(hash) ?? "");
  const open = new Set(items.filter((item) => filter?.holds(item)).map(({ id }) => id));
  const after = { ...queue, [done]: queue[done] + 1 };
  const at = queue.ids.findIndex((id, place) => place > index && open.has(id));
  const next = queue.ids[at];
  const place = { hash, index: next === undefined ? index : at, queue: after };
  return { route: next === undefined ? listOf({ hash }) : formOf(next), place };
}
