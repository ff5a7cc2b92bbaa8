import { misfitOf } from "../base/text-misfit.ts";
import { texts } from "../texts/texts.ts";

/** What keeps a text from being saved, in words; undefined: nothing. Nothing is ever cut to fit. */
export function textProblem(text: string, maxChars: number | undefined): string | undefined {
  const misfit = misfitOf(text, maxChars);
  if (misfit === null) return undefined;
  return misfit === "half-character" ? texts.input.halfCharacter : texts.input.excess(misfit, maxChars ?? 0);
}
