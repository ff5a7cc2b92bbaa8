import type { RandomBytes } from "../random-bytes.ts";
import type { Capitals } from "../rules/generator-rules.ts";
import type { GeneratedPassphrase, PassphraseOptions } from "../schemas/generator.ts";
import { effLongWords } from "./eff-long-words.ts";
import { uniformInt, uniformPick } from "./uniform.ts";

/** Words drawn uniformly, with repetition, from the EFF's long list or another. @throws Error if the source of randomness is stuck. */
export function generatePassphrase(
  random: RandomBytes,
  options: PassphraseOptions,
  list: readonly string[] = effLongWords(),
): GeneratedPassphrase {
  const words = Array.from({ length: options.words }, () =>
    capitalise(uniformPick(random, list), options.capitals),
  );
  if (options.digit) {
    const place = uniformInt(random, words.length);
    words[place] += `${uniformInt(random, 10)}`;
  }
  return {
    passphrase: words.join(options.separator),
    entropyBits: passphraseEntropyBits(options, list.length),
  };
}

/**
 * The exact entropy, in bits, for an attacker who knows the options. Exact for every separator, the empty one too: no
 * word of the EFF's list begins another and none begins with a digit, so a passphrase can be read back in one way only, and
 * different draws never give the same text. Capitals add nothing, as their rule is known.
 */
export function passphraseEntropyBits(
  options: PassphraseOptions,
  listLength = effLongWords().length,
): number {
  const wordBits = options.words * Math.log2(listLength);
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
