import { GUESS_SPEEDS, type GuessTime, guessTime } from "@opp/core/generator/guess-time";
import { locale, texts } from "../../texts/texts.ts";

/** What the bits mean: how long a thief guesses, at which speed, and where the speed comes from. */
export function GuessSentence({ entropyBits }: { entropyBits: number }) {
  const { slowHash, fastHash } = GUESS_SPEEDS;
  const speed = (perSecond: number) =>
    new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long" }).format(perSecond);
  return (
    <div className="grid gap-1 field-hint">
      <p>
        {texts.generator.entropy(
          Math.floor(entropyBits),
          span(guessTime(entropyBits, slowHash)),
          speed(slowHash.guessesPerSecond),
        )}
      </p>
      <details>
        <summary className="link w-fit">{texts.generator.why}</summary>
        <p>
          {texts.generator.source(span(guessTime(entropyBits, fastHash)), speed(fastHash.guessesPerSecond))}
        </p>
      </details>
    </div>
  );
}

/** In words, to one digit: more would pretend. */
function span(time: GuessTime): string {
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
