import { describe, expect, it } from "vitest";
import { estimateStrength } from "../generator/estimate-strength.ts";
import { refusal } from "../testing/owner.ts";
import { createStrengthThread } from "./strength-thread.ts";

const judged = (password: string, ...userInputs: string[]) => ({ password, userInputs });

describe("the strength thread", () => {
  it("answers what the estimator answers, in the order asked, across jobs", async () => {
    const estimate = createStrengthThread();
    const passwords = Array.from({ length: 45 }, (_, index) => judged(`monkey${index}`, "ada@example.org"));
    const expected = await Promise.all(
      passwords.map(({ password, userInputs }) => estimateStrength(password, userInputs)),
    );
    expect(await estimate(passwords)).toEqual(expected);
    expect(await estimate([])).toEqual([]);
  });

  it("tells the answers of callers apart who ask at once", async () => {
    const estimate = createStrengthThread();
    const [weak, strong] = await Promise.all([
      estimate(Array.from({ length: 30 }, () => judged("password"))),
      estimate(Array.from({ length: 30 }, () => judged("kV8#pQz!m2Xw9rTy"))),
    ]);
    expect(new Set(weak.map(({ score }) => score))).toEqual(new Set([0]));
    expect(new Set(strong.map(({ score }) => score))).toEqual(new Set([4]));
  });

  it("starts again after it ended for want of work", async () => {
    const estimate = createStrengthThread(0);
    for (let round = 0; round < 2; round += 1) {
      expect(await estimate([judged("password")])).toMatchObject([{ score: 0 }]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  });

  it("refuses a caller when too many wait, and takes callers again afterwards", async () => {
    const estimate = createStrengthThread();
    const waiting = Array.from({ length: 16 }, () => estimate([judged("password")]));
    expect(await refusal(Promise.resolve(estimate([judged("one more")])))).toMatchObject({
      code: "BUSY",
      details: { retryAfterSeconds: 2 },
    });
    await Promise.all(waiting);
    expect(await estimate([judged("password")])).toHaveLength(1);
  });
});
