import { readSpareCode, readTotpCode } from "@opp/core/rules/factor-codes";
import type { SecondFactorProof } from "@opp/core/schemas/second-factor";

/** A form's question for a second factor, once the server wants one. */
export interface Question {
  readonly kind: Exclude<SecondFactorProof["kind"], "passkey">;
  readonly typed: string;
  /** Why it is asked again. */
  readonly problem: "unreadable" | "refused" | "used" | null;
  /** How many codes the server refused. */
  readonly refused: number;
  /** Rises each time it is asked, so that the field takes the focus again. */
  readonly times: number;
}

/** The proof in what was typed, whichever of the two kinds the field asked for; null: it is neither. */
export function proofIn(typed: string): SecondFactorProof | null {
  const totp = readTotpCode(typed);
  if (totp !== null) return { kind: "totp", code: totp };
  const spare = readSpareCode(typed);
  return spare === null ? null : { kind: "spare", code: spare };
}

/** A refused code of the app is replaced by a later one; what else was refused stays to be corrected. */
export function askAgain(now: Question | null, problem: Question["problem"]): Question {
  const { kind, typed, times, refused } = now ?? { kind: "totp", typed: "", times: 0, refused: 0 };
  const isSpent = problem === "used" || (problem === "refused" && readTotpCode(typed) !== null);
  return {
    kind,
    typed: isSpent ? "" : typed,
    problem,
    times: times + 1,
    refused: refused + (problem === "refused" ? 1 : 0),
  };
}
