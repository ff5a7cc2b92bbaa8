/** How many tries an address has that fail, and after how long it has one more. */
export const ADDRESS_TRIES = 20;
export const ADDRESS_REFILL_MS = 30_000;

const YEAR_MS = 365.25 * 86_400_000;

/** What an address can try in a year without getting in: its tries at once, then one each time it has another. */
export const GUESSES_A_YEAR = ADDRESS_TRIES + Math.floor(YEAR_MS / ADDRESS_REFILL_MS);

/**
 * Whether an attacker at the login would find it within a year. Only asked of a secret that someone chooses.
 * @param guessesLog10 as `estimateStrength` answers it.
 */
export const isGuessable = ({ guessesLog10 }: { readonly guessesLog10: number }): boolean =>
  guessesLog10 <= Math.log10(GUESSES_A_YEAR);

/** What a person reads who chose one. */
export const guessableSentence = (what: "password" | "passphrase"): string =>
  `The ${what} is too easy to guess: an attacker could find it through the login within a year. Choose a longer one, such as four unrelated words.`;
