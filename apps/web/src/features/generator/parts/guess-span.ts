import type { GuessTime } from "@opp/core/generator/guess-time";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { locale } from "../../../texts/texts.ts";

/** In words, with one digit: more would suggest a precision that doesn't exist. */
export function guessSpan(time: GuessTime): string {
  if (time.unit === "moment") return generatorTexts().atOnce;
  if (time.unit === "ages") return generatorTexts().ages;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: time.unit,
    unitDisplay: "long",
    maximumSignificantDigits: 1,
    ...(time.count >= 1e6 && { notation: "compact" as const, compactDisplay: "long" as const }),
  });
  return generatorTexts().about(format.format(time.count));
}
