import { describe, expect, it } from "vitest";
import { moveInOrder } from "./move-in-order.ts";

describe("an order", () => {
  it("has one entry elsewhere, and the others as they were", () => {
    expect(moveInOrder(["a", "b", "c", "d"], "b", 1)).toEqual(["a", "c", "b", "d"]);
    expect(moveInOrder(["a", "b", "c", "d"], "d", -2)).toEqual(["a", "d", "b", "c"]);
  });

  it("ends at its ends, and stays the same list where nothing moves", () => {
    const list = ["a", "b"];
    expect(moveInOrder(list, "a", 9)).toEqual(["b", "a"]);
    expect(moveInOrder(list, "a", -1)).toBe(list);
    expect(moveInOrder(list, "x", 1)).toBe(list);
  });
});
