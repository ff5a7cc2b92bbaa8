import { LIMITS } from "@opp/core/rules/limits";
import type { TextProblem } from "@opp/core/rules/secrets";
import { newAccountTexts } from "../texts/new-account-texts.ts";
import { texts } from "../texts/texts.ts";

/** What a form says about a new username, password or passphrase; undefined: nothing is wrong. */
export function sayProblem(
  what: "username" | "password" | "passphrase",
  problem: TextProblem | null,
): string | undefined {
  const { wrong } = newAccountTexts().firstAccount;
  if (problem === null) return undefined;
  if (problem === "too-long") return texts.errors.tooLong(LIMITS.usernameChars);
  if (problem === "invisible-character") return wrong.invisible;
  if (problem === "mixed-scripts") return wrong.mixedScripts;
  if (problem !== "empty" && problem !== "too-short") return texts.errors.refused;
  if (what === "username") return wrong.username;
  return what === "password"
    ? wrong.password(LIMITS.passwordMinChars)
    : wrong.passphrase(LIMITS.passphraseMinChars);
}
