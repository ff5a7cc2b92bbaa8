import { GUESS_SPEEDS, guessTime } from "@opp/core/generator/guess-time";
import type { PasswordStrength } from "@opp/core/schemas/generator";
import { useEffect, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { guessSpan } from "./parts/guess-span.ts";

/** How hard a secret is to guess, estimated in this browser; the dictionaries come when the first letter is typed. */
export function StrengthMeter({ password, known }: { password: string; known: readonly string[] }) {
  const strength = useStrength(password, known);
  const score = password === "" ? "none" : (strength?.score ?? "none");
  return (
    <div className="grid gap-1.5" hidden={password === ""}>
      <div className="meter" data-score={score} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
      <p className="field-hint" role="status">
        {strength && password !== "" && describeStrength(strength)}
      </p>
    </div>
  );
}

/** The estimator's texts are English, so its figures and its closed set of advice are translated here. */
function describeStrength({ score, guessesLog10, warning, suggestions }: PasswordStrength): string {
  // One bit more, since a time to guess is that for half of all.
  const span = guessSpan(guessTime(guessesLog10 * Math.log2(10) + 1, GUESS_SPEEDS.slowHash));
  const advice = warning ?? suggestions[0];
  const sentence = texts.strength.sentence(score, span);
  return score < 3 && advice ? `${sentence} ${texts.strength.advice(advice)}` : sentence;
}

function useStrength(password: string, known: readonly string[]): PasswordStrength | null {
  const [strength, setStrength] = useState<PasswordStrength | null>(null);
  const hints = known.filter(Boolean).join("\n");

  useEffect(() => {
    if (password === "") return;
    let current = true;
    const estimate = async () => {
      const { estimateStrength } = await import("@opp/core/generator/estimate-strength");
      const found = await estimateStrength(password, hints.split("\n"));
      if (current) setStrength(found);
    };
    const timer = setTimeout(() => void estimate(), 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, hints]);

  return strength;
}
