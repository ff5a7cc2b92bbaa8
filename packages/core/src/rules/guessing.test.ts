import { expect, it } from "vitest";
import { estimateStrength } from "../generator/estimate-strength.ts";
import { GUESSES_A_YEAR, isGuessable } from "./guessing.ts";

it("counts what one address can try in a year: 20 at once, and one each 30 seconds", () => {
  expect(GUESSES_A_YEAR).toBe(20 + 1_051_920);
});

it.each([
  "abcdef",
  "123456",
  "12345678",
  "password1",
  "Passw0rd!",
  "qwertyuiop",
  "iloveyou2",
  "aaaaaaaaaaaa",
  "ada lovelace",
])("%j is within reach of people who know the name", async (secret) => {
  expect(isGuessable(await estimateStrength(secret, ["ada lovelace"]))).toBe(true);
});

it.each([
  "correct horse battery",
  "alice's phrase",
  "größer als der Mond",
  "mauve-tapir-skids-lantern",
  "x7#kQ2vLp",
])("%j is out of reach", async (secret) => {
  expect(isGuessable(await estimateStrength(secret, ["ada lovelace"]))).toBe(false);
});
