import type { HealthPoint, HealthTrend } from "@opp/core/schemas/health";
import { useEffect, useRef } from "react";
import { trpc } from "../client/trpc.ts";
import { countOf } from "./health-filter.ts";
import type { Health } from "./use-health.ts";

/** The score of each day on which the health was looked at; today's is noted once everything has been checked. */
export function useHealthTrend(health: Health): HealthTrend["points"] {
  const { client, health: cached } = trpc.useUtils();
  const { data } = trpc.health.trend.useQuery();
  const now = pointOf(health);
  const noted = useRef("");

  useEffect(() => {
    if (data === undefined || now === null) return;
    const text = JSON.stringify(now);
    if (text === noted.current || text === textOf(data.points.at(-1))) return;
    noted.current = text;
    client.health.noteTrend.mutate(now).then(
      (trend) => cached.trend.setData(undefined, trend),
      // A day without a point is worth no message: a reader of a vault notes none, and the next look tries again.
      () => undefined,
    );
  });
  return data?.points ?? [];
}

/** null: not everything is known. */
function pointOf({
  score,
  isCurrent,
  items,
  breachList,
  uncheckedBreaches,
  toJudge,
}: Health): HealthPoint | null {
  if (score === null || !isCurrent) return null;
  const isAsked = breachList === "ready" && uncheckedBreaches === 0;
  return {
    score,
    items: toJudge,
    weak: countOf("weak", items),
    reused: countOf("reused", items),
    old: countOf("old", items),
    breached: isAsked ? countOf("breached", items) : null,
  };
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Of today's point only: yesterday's may be the same, and is another one. */
function textOf(point: HealthTrend["points"][number] | undefined): string {
  if (point === undefined || point.day !== today()) return "";
  const { score, items, weak, reused, old, breached } = point;
  return JSON.stringify({ score, items, weak, reused, old, breached });
}
