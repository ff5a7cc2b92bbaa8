import { flagsOf } from "@opp/core/health/health-score";
import type { ItemSummary } from "@opp/core/schemas/items";
import { describe, expect, it } from "vitest";
import { emptyValues } from "../items/empty-values.ts";
import { findFilter } from "./health-filter.ts";
import { groupFindings, listFindings } from "./list-findings.ts";
import type { HealthItem } from "./use-health.ts";

const judged = (id: number, strength: 0 | 1 | 2 | 3 | 4, reuseGroup: number | null = null): HealthItem => {
  const item = {
    id,
    recordRevision: 1,
    hasPassword: true,
    reuseGroup,
    passwordChangedAt: 0,
    insecure: false,
    code: "unknown" as const,
    strength,
    seen: 0,
  };
  const guess = { id, recordRevision: 1, score: strength, guessesLog10: strength * 3, seen: 0 };
  return { ...item, guess, flags: flagsOf(item, 0, 0) };
};
const summary = (id: number): ItemSummary => ({
  ...emptyValues(null),
  id,
  name: `item ${id}`,
  revision: 1,
  sortId: id,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  usedAt: null,
  passwordChangedAt: 0,
  damaged: false,
  hasTotp: false,
  hasNotes: false,
  hasPassword: true,
});

function list(name: string, items: readonly HealthItem[]) {
  const filter = findFilter(name);
  if (!filter) throw new Error(`${name} is no filter`);
  return listFindings(
    filter,
    items,
    items.map(({ id }) => summary(id)),
  );
}

describe("the items behind a figure", () => {
  it("are listed by what they cost, worst first", () => {
    const items = [judged(1, 2), judged(2, 0), judged(3, 2, 1), judged(4, 4, 1), judged(5, 1)];
    expect(list("todo", items).map((each) => each.summary.id)).toEqual([3, 2, 5, 1, 4]);
  });

  it("are grouped by the password that they share, the largest group first", () => {
    const items = [judged(1, 4, 1), judged(2, 4, 2), judged(3, 4, 1), judged(4, 0, 2), judged(5, 4, 2)];
    const groups = groupFindings(list("reused", items));
    expect(groups.map((group) => group.map((each) => each.summary.id))).toEqual([
      [4, 2, 5],
      [1, 3],
    ]);
    expect(groups.map(([first]) => first.sharing)).toEqual([3, 2]);
  });
});
