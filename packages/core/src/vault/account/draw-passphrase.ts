import { VaultError } from "../../errors.ts";
import { generatePassphrase } from "../../generator/generate-passphrase.ts";
import { defaultWordList } from "../../generator/word-list.ts";
import type { GeneratedPassphrase, PassphraseOptions } from "../../schemas/generator.ts";
import type { VaultDeps } from "../deps.ts";

/**
 * A passphrase of the server's own words, where it has some.
 * @throws VaultError INVALID_INPUT for words that would run together, so that the entropy told were too high.
 */
export function drawPassphrase(
  { random, policy }: Pick<VaultDeps, "random" | "policy">,
  options: PassphraseOptions,
): GeneratedPassphrase {
  const list = policy.wordList ?? defaultWordList();
  const standsOut = list.hasHyphens ? /[^\p{L}\p{M}-]/u : /[^\p{L}\p{M}]/u;
  if (!list.isPrefixFree && !standsOut.test(options.separator)) {
    throw new VaultError(
      "INVALID_INPUT",
      { field: "separator" },
      "Some of this server's words begin others: choose a separator that holds a digit, a space or a symbol that is in none of them.",
    );
  }
  return generatePassphrase(random, options, list.words);
}
