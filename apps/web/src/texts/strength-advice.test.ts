import { strengthAdvice } from "@opp/core/generator/strength-advice";
import { describe, expect, it } from "vitest";
import { STRENGTH_ADVICE } from "./de/strength-advice.ts";

describe("what the estimator says of a password", () => {
  it("has its German words, every sentence of it, and none besides", () => {
    expect(Object.keys(STRENGTH_ADVICE).toSorted()).toEqual([...strengthAdvice()].toSorted());
    expect(strengthAdvice().length).toBeGreaterThan(20);
  });
});
