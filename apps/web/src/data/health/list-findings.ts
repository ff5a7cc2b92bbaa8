import { lossOf } from "@opp/core/health/health-score";
import type { ItemSummary } from "@opp/core/schemas/items";
import { locale } from "../../texts/texts.ts";
import type { HealthFilter } from "./health-filter.ts";
import type { HealthItem } from "./use-health.ts";

/** An item with what counts against it. */
export interface Finding {
  readonly summary: ItemSummary;
  readonly health: HealthItem;
  /** The number of items that share the password; 1: only this one. */
  readonly sharing: number;
}

/** The items behind a figure, worst first. In a grouped list those that share a password follow each other, the largest group first. */
export function listFindings(
  filter: HealthFilter,
  judged: readonly HealthItem[],
  items: readonly ItemSummary[],
): readonly Finding[] {
  const summaries = new Map(items.map((item) => [item.id, item]));
  const sharing = new Map<number | null, number>();
  for (const { reuseGroup } of judged) sharing.set(reuseGroup, (sharing.get(reuseGroup) ?? 0) + 1);
  const byName = new Intl.Collator(locale, { sensitivity: "base", numeric: true });
  const sharers = (health: HealthItem) =>
    health.reuseGroup === null ? 1 : (sharing.get(health.reuseGroup) ?? 1);
  const byGroup = (a: Finding, b: Finding) =>
    b.sharing - a.sharing || (a.health.reuseGroup ?? 0) - (b.health.reuseGroup ?? 0);
  const byLoss = ({ health: a }: Finding, { health: b }: Finding) => lossOf(b, b.flags) - lossOf(a, a.flags);
  const byStrength = ({ health: a }: Finding, { health: b }: Finding) =>
    (a.guess?.guessesLog10 ?? Number.POSITIVE_INFINITY) -
      (b.guess?.guessesLog10 ?? Number.POSITIVE_INFINITY) || 0;
  return judged
    .flatMap((health): Finding[] => {
      const summary = filter.holds(health) ? summaries.get(health.id) : undefined;
      return summary ? [{ summary, health, sharing: sharers(health) }] : [];
    })
    .toSorted(
      (a, b) =>
        (filter.isGrouped ? byGroup(a, b) : byLoss(a, b)) ||
        byStrength(a, b) ||
        byName.compare(a.summary.name, b.summary.name) ||
        a.summary.id - b.summary.id,
    );
}

/** Groups of items that share a password, in the order of the list. */
export function groupFindings(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<number | null, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.health.reuseGroup);
    if (group) group.push(finding);
    else groups.set(finding.health.reuseGroup, [finding]);
  }
  return [...groups.values()];
}
