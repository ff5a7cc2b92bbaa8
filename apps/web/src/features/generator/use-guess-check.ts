import { isGuessable } from "@opp/core/rules/guessing";
import { useState } from "react";
import { texts } from "../../texts/texts.ts";

interface ChosenSecret {
  readonly text: string;
  /** What an attacker would try first. */
  readonly known: readonly string[];
}

/** Tells a form which secrets of the account the server would refuse as too easy to guess. */
export function useGuessCheck() {
  const [easy, setEasy] = useState<readonly string[]>([]);
  return {
    problemOf: (text: string): string | undefined =>
      easy.includes(text) ? texts.strength.tooEasy : undefined,
    /** Whether one of them is too easy. Without the dictionaries the server decides. */
    async finds(...secrets: readonly ChosenSecret[]): Promise<boolean> {
      try {
        const { estimateStrength } = await import("@opp/core/generator/estimate-strength");
        const strengths = await Promise.all(
          secrets.map(({ text, known }) => estimateStrength(text, known.filter(Boolean))),
        );
        const found = secrets.filter((_, index) =>
          isGuessable(strengths[index] ?? { guessesLog10: Infinity }),
        );
        setEasy(found.map(({ text }) => text));
        return found.length > 0;
      } catch {
        return false;
      }
    },
  };
}
