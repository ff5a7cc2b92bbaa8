import { describe, expect, it } from "vitest";
import { keepShown, NOTHING_SELECTED, selectAll, selectRange, toggleItem } from "./select-items.ts";

const shown = [10, 20, 30, 40, 50];
const ids = (selection: typeof NOTHING_SELECTED) => [...selection.ids];

describe("choosing rows", () => {
  it("adds a row, and takes it away again", () => {
    const one = toggleItem(NOTHING_SELECTED, 20);
    expect(ids(one)).toEqual([20]);
    expect(ids(toggleItem(toggleItem(one, 40), 20))).toEqual([40]);
  });

  it("takes a range up or down from where it began, again and again", () => {
    const start = toggleItem(NOTHING_SELECTED, 30);
    const down = selectRange(start, shown, 50);
    expect(ids(down)).toEqual([30, 40, 50]);
    expect(ids(selectRange(down, shown, 10))).toEqual([10, 20, 30]);
  });

  it("starts a range if nothing was selected, or if its first row is gone", () => {
    expect(ids(selectRange(NOTHING_SELECTED, shown, 20))).toEqual([20]);
    expect(ids(selectRange(toggleItem(NOTHING_SELECTED, 99), shown, 20))).toEqual([20]);
  });

  it("lets go of what isn't shown any more", () => {
    const all = selectAll(shown);
    expect(ids(keepShown(all, [20, 40, 60]))).toEqual([20, 40]);
    expect(keepShown(all, shown)).toBe(all);
  });
});
