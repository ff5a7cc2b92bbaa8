import { flagsOf } from "@opp/core/health/health-score";
import { describe, expect, it } from "vitest";
import { beginQueue, nextInQueue } from "./health-queue.ts";
import type { HealthItem } from "./use-health.ts";

const judged = (id: number, strength: number): HealthItem => {
  const item = {
    id,
    recordRevision: 1,
    hasPassword: true,
    reuseGroup: null,
    passwordChangedAt: 0,
    insecure: false,
    code: "unknown" as const,
    strength,
    seen: 0,
  };
  return { ...item, guess: null, flags: flagsOf(item, 0, 0) };
};
const items = [judged(7, 0), judged(8, 1), judged(9, 2)];

describe("a queue of items to change", () => {
  it("begins at the item that was chosen, and returns to its list", () => {
    const { route, place } = beginQueue("weak", [7, 8, 9], { index: 1, score: 40 });
    expect(route.detail).toEqual({ kind: "item", id: 8, edit: true });
    expect(place).toMatchObject({
      hash: "#/health/weak",
      index: 1,
      queue: { changed: 0, skipped: 0, score: 40 },
    });
  });

  it("goes to the next item, and counts what was changed and skipped", () => {
    const begun = beginQueue("weak", [7, 8, 9], { index: 0, score: null });
    const second = nextInQueue(begun.place, "changed", items);
    expect(second.route.detail).toMatchObject({ id: 8 });
    const third = nextInQueue(second.place, "skipped", items);
    expect(third.route.detail).toMatchObject({ id: 9 });
    expect(third.place).toMatchObject({ index: 2, queue: { changed: 1, skipped: 1 } });
  });

  it("passes over items that are no longer in its list", () => {
    const begun = beginQueue("weak", [7, 8, 9], { index: 0, score: null });
    const next = nextInQueue(begun.place, "changed", [judged(7, 4), judged(8, 4), judged(9, 2)]);
    expect(next.route.detail).toMatchObject({ id: 9 });
    expect(next.place.index).toBe(2);
  });

  it("ends at its list, which is told what became of it", () => {
    const begun = beginQueue("weak", [7, 8], { index: 1, score: 40 });
    const end = nextInQueue(begun.place, "changed", items);
    expect(end.route).toEqual({ view: { kind: "screen", screen: "health", part: "weak" }, detail: null });
    expect(end.place.queue).toEqual({ ids: [7, 8], changed: 1, skipped: 0, score: 40 });
  });
});
