import { isGuessable } from "@opp/core/rules/guessing";
import type { PasswordStrength } from "@opp/core/schemas/generator";
import { useEffect, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { GuessDetails } from "./parts/guess-details.tsx";
import { strengthSentence } from "./strength-sentence.ts";

interface StrengthMeterProps {
  readonly password: string;
  /** What an attacker who knows the person would try first. */
  readonly known: readonly string[];
  /** For a generated password. */
  readonly entropyBits?: number;
  /** It is the account's own password or passphrase, which can't be too easy. */
  readonly ofAccount?: boolean;
}

/** How hard a secret is to guess, estimated in this browser; the dictionaries come when the first letter is typed. */
export function StrengthMeter({ password, known, entropyBits, ofAccount = false }: StrengthMeterProps) {
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
      {entropyBits === undefined ? (
        <p className="field-hint" role="status">
          {strength && password !== "" && describeStrength(strength, ofAccount)}
        </p>
      ) : (
        <>
          {/* The estimate comes late, and the buttons below mustn't move away from a click. */}
          <p className="field-hint min-h-[2lh] sm:min-h-[1lh]" role="status">
            {strength && strengthSentence(strength)}
          </p>
          <GuessDetails entropyBits={entropyBits} strength={strength} />
        </>
      )}
    </div>
  );
}

/** The estimator's texts are English, so its figures and its closed set of advice are translated here. */
function describeStrength(strength: PasswordStrength, ofAccount: boolean): string {
  if (ofAccount && isGuessable(strength)) return texts.strength.tooEasy;
  const { score, warning, suggestions } = strength;
  const advice = warning ?? suggestions[0];
  const sentence = strengthSentence(strength);
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
