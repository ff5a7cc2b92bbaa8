import { estimateStrength } from "@opp/core/generator/estimate-strength";
import { describe, expect, it } from "vitest";
import { strengthSentence } from "./strength-sentence.ts";

const said = async (password: string) => strengthSentence(await estimateStrength(password));

describe("strengthSentence", () => {
  it("gives the level and the time that the estimator's number of tries takes", async () => {
    expect(strengthSentence({ score: 2, guessesLog10: 9 })).toBe(
      "Fair: guessing it from a stolen hash takes about 1 day.",
    );
    expect(await said("password1")).toBe(
      "Very weak: guessing it from a stolen hash takes less than a second.",
    );
    expect(await said("kV8#pQz!m2Xw9rTy")).toBe(
      "Strong: guessing it from a stolen hash takes about 30,000 years.",
    );
  });
});
