import { GUESS_SPEEDS, guessTime } from "@opp/core/generator/guess-time";
import { locale, texts } from "../../../texts/texts.ts";
import { guessSpan } from "./guess-span.ts";

/** What the bits mean: how long an attacker guesses, how fast, and where that speed comes from. */
export function GuessSentence({ entropyBits }: { entropyBits: number }) {
  const { slowHash, fastHash } = GUESS_SPEEDS;
  const speed = (perSecond: number) =>
    new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long" }).format(perSecond);
  return (
    <div className="grid gap-1 field-hint">
      <p>
        {texts.generator.entropy(
          Math.floor(entropyBits),
          guessSpan(guessTime(entropyBits, slowHash)),
          speed(slowHash.guessesPerSecond),
        )}
      </p>
      <details>
        <summary className="link w-fit">{texts.generator.why}</summary>
        <p>
          {texts.generator.source(
            guessSpan(guessTime(entropyBits, fastHash)),
            speed(fastHash.guessesPerSecond),
          )}
        </p>
      </details>
    </div>
  );
}
