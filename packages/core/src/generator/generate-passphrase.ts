import type { RandomBytes } from "../random-bytes.ts";
import type { Capitals, GeneratedPassphrase, PassphraseOptions } from "../schemas/generator.ts";
import { effLongWords } from "./eff-long-words.ts";
import { uniformInt, uniformPick } from "./uniform.ts";

/** Words drawn uniformly, with repetition, from the EFF's long list. @throws Error if the source of randomness is stuck. */
export function generatePassphrase(random: RandomBytes, options: PassphraseOptions): GeneratedPassphrase {
  const words = Array.from({ length: options.words }, () =>
    capitalise(uniformPick(random, effLongWords()), options.capitals),
  );
  if (options.digit) {
    const place = uniformInt(random, words.length);
    words[place] += `${uniformInt(random, 10)}`;
  }
  return { passphrase: words.join(options.separator), entropyBits: passphraseEntropyBits(options) };
}

/**
 * The exact entropy, in bits, for an attacker who knows the options. Exact for every separator, the empty one too: no
 * word of the list begins another and none begins with a digit, so a passphrase can be read back in one way only, and
 * different draws never give the same text. Capitals add nothing, as their rule is known.
 */
export function passphraseEntropyBits(options: PassphraseOptions): number {
  const wordBits = options.words * Math.log2(effLongWords().length);
  return options.digit ? wordBits + Math.log2(options.words * 10) : wordBits;
}

function capitalise(word: string, capitals: Capitals): string {
  switch (capitals) {
    case "none":
      return word;
    case "first-letter":
      return word.charAt(0).toUpperCase() + word.slice(1);
    case "upper":
      return word.toUpperCase();
  }
}
