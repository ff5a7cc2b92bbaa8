import type { TryRule } from "../second-factor-store.ts";

/** Whether the tries are used up for now; null: they aren't. */
export function limitOf(
  { atOnce, everyMs, most }: TryRule,
  failures: number,
  { failedAt, now }: { readonly failedAt: number | null; readonly now: number },
) {
  if (failures >= most) return { verdict: "limited", waitMs: null } as const;
  if (failures < atOnce || failedAt === null) return null;
  // Either way: after the clock was set back, an instant of the future must not hold up the owner until then.
  const since = Math.abs(now - failedAt);
  return since >= everyMs ? null : ({ verdict: "limited", waitMs: everyMs - since } as const);
}
