import type { PasswordStrength } from "../schemas/generator.ts";

/**
 * How hard a password is to guess, as zxcvbn sees it: an estimate, not a proof, and only of the first 64 characters.
 * It runs some 50 ms at worst without a pause; the first call also loads the dictionaries.
 * @param userInputs what an attacker who knows the person would try first: username, address, the site's name or URL.
 */
export async function estimateStrength(
  password: string,
  userInputs: readonly string[] = [],
): Promise<PasswordStrength> {
  const { zxcvbn } = await import("./zxcvbn-estimator.ts");
  const { score, guessesLog10, crackTimes, feedback } = zxcvbn.check(password, knownWords(userInputs));
  // It keeps the password that it judged last.
  zxcvbn.check("");
  return {
    score,
    guessesLog10,
    crackTimeText: crackTimes.offlineSlowHashingXPerSecond.display,
    warning: feedback.warning,
    suggestions: feedback.suggestions,
  };
}

/** zxcvbn looks for each input as a whole: of an address or a URL it must be told the parts as well. */
function knownWords(userInputs: readonly string[]): string[] {
  const words = userInputs.flatMap((input) => [input, ...input.split(/[^\p{L}\p{N}]+/u)]);
  const useful = words.filter((word) => word.length >= MIN_WORD_CHARS && word.length <= MAX_WORD_CHARS);
  return [...new Set(useful)].slice(0, MAX_WORDS);
}

const MIN_WORD_CHARS = 3;
const MAX_WORD_CHARS = 64;
const MAX_WORDS = 200;
