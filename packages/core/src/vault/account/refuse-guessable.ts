import { VaultError } from "../../errors.ts";
import { guessableSentence, isGuessable } from "../../rules/guessing.ts";
import type { VaultDeps } from "../deps.ts";

/** A secret that someone chooses now. */
export interface ChosenSecret {
  readonly what: "password" | "passphrase";
  readonly text: string;
  /** The input's field. */
  readonly field: string;
  /** What an attacker would try first: the username, and for a passphrase the password, if it is at hand. */
  readonly known: readonly string[];
}

/** @throws VaultError INVALID_INPUT for what an attacker at the login would find within a year; BUSY. */
export async function refuseGuessable(
  { estimateStrengths }: Pick<VaultDeps, "estimateStrengths">,
  ...secrets: readonly ChosenSecret[]
): Promise<void> {
  const strengths = await estimateStrengths(
    secrets.map(({ text, known }) => ({ password: text, userInputs: known })),
  );
  for (const [index, { what, field }] of secrets.entries()) {
    const strength = strengths[index];
    if (strength && isGuessable(strength))
      throw new VaultError("INVALID_INPUT", { field }, guessableSentence(what));
  }
}
