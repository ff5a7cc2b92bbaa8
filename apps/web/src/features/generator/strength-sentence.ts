import { GUESS_SPEEDS, guessTime } from "@opp/core/generator/guess-time";
import type { PasswordStrength } from "@opp/core/schemas/generator";
import { texts } from "../../texts/texts.ts";
import { guessSpan } from "./parts/guess-span.ts";

/** How hard a password is to guess, in the same words wherever the app says it: form, generator and health. */
export const strengthSentence = ({
  score,
  guessesLog10,
}: Pick<PasswordStrength, "score" | "guessesLog10">): string =>
  texts.strength.sentence(score, guessSpan(guessTime(guessesLog10, GUESS_SPEEDS.slowHash)));
