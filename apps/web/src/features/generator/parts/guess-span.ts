import type { GuessTime } from "@opp/core/generator/guess-time";
import { locale, texts } from "../../../texts/texts.ts";

/** In words, with one digit: more would suggest a precision that doesn't exist. */
export function guessSpan(time: GuessTime): string {
  if (time.unit === "moment") return texts.generator.atOnce;
  if (time.unit === "ages") return texts.generator.ages;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: time.unit,
    unitDisplay: "long",
    maximumSignificantDigits: 1,
    ...(time.count >= 1e6 && { notation: "compact" as const, compactDisplay: "long" as const }),
  });
  return texts.generator.about(format.format(time.count));
}
