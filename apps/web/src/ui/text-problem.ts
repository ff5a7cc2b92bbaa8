import { isWellFormed } from "@opp/core/rules/text";
import { texts } from "../texts/texts.ts";

/** What keeps a text from being saved, in words; undefined: nothing. Nothing is ever cut to fit. */
export function textProblem(text: string, maxChars: number | undefined): string | undefined {
  if (maxChars !== undefined && text.length > maxChars)
    return texts.input.excess(text.length - maxChars, maxChars);
  return isWellFormed(text) ? undefined : texts.input.halfCharacter;
}
