import { GUESS_SPEEDS, guessTime } from "@opp/core/generator/guess-time";
import type { PasswordStrength } from "@opp/core/schemas/generator";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { locale } from "../../../texts/texts.ts";
import { guessSpan } from "./guess-span.ts";

interface GuessDetailsProps {
  readonly entropyBits: number;
  /** null: not estimated yet. */
  readonly strength: PasswordStrength | null;
}

/** How many passwords the generator chose from, and where the estimate next to it comes from. */
export function GuessDetails({ entropyBits, strength }: GuessDetailsProps) {
  const { slowHash, fastHash } = GUESS_SPEEDS;
  const speed = (perSecond: number) =>
    new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long" }).format(perSecond);
  return (
    <div className="grid gap-1 field-hint">
      <p>{generatorTexts().entropy(Math.floor(entropyBits))}</p>
      <details>
        <summary className="link w-fit">{generatorTexts().why}</summary>
        <p>
          {strength &&
            generatorTexts().source(
              speed(slowHash.guessesPerSecond),
              speed(fastHash.guessesPerSecond),
              guessSpan(guessTime(strength.guessesLog10, fastHash)),
            )}
        </p>
      </details>
    </div>
  );
}
