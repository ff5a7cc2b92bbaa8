/** How fast a thief tries, who has stolen what a site keeps of a password. */
export interface GuessSpeed {
  readonly guessesPerSecond: number;
}

/**
 * zxcvbn's two offline attackers (Wheeler, "zxcvbn", USENIX Security 2016): against a slow hash such as Argon2id, bcrypt or scrypt,
 * and against a fast one such as SHA-256. Both suppose many machines.
 */
export const GUESS_SPEEDS = {
  slowHash: { guessesPerSecond: 1e4 },
  fastHash: { guessesPerSecond: 1e10 },
} as const satisfies Record<string, GuessSpeed>;

/** A span as people say it. `ages`: longer than the universe has been there. */
export type GuessTime =
  | { readonly unit: "second" | "minute" | "hour" | "day" | "year"; readonly count: number }
  | { readonly unit: "moment" }
  | { readonly unit: "ages" };

/** The age of the universe, in years (Planck 2018: 13.8 thousand million). */
const UNIVERSE_YEARS = 1.38e10;
const YEAR_SECONDS = 365.25 * 86_400;
const UNITS = [
  ["year", YEAR_SECONDS],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long that many tries take. @param guessesLog10 as `estimateStrength` answers it */
export function guessTime(guessesLog10: number, { guessesPerSecond }: GuessSpeed): GuessTime {
  const seconds = 10 ** guessesLog10 / guessesPerSecond;
  if (seconds > UNIVERSE_YEARS * YEAR_SECONDS) return { unit: "ages" };
  const found = UNITS.find(([, size]) => seconds >= size);
  return found ? { unit: found[0], count: seconds / found[1] } : { unit: "moment" };
}
