import type { Command } from "@commander-js/extra-typings";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { parseInput } from "../options/parse-input.ts";

/** As `addGeneratorOptions` gives them. */
interface GeneratorChoice {
  readonly length?: number | undefined;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly digits: boolean;
  readonly symbols: boolean;
  readonly symbolSet?: string | undefined;
  readonly lookalikes: boolean;
  readonly words?: number | undefined;
  readonly separator?: string | undefined;
  readonly capitals?: string | undefined;
  readonly digit?: true | undefined;
}

/** What `generate`, `add` and `edit` take. */
export const addGeneratorOptions = (command: Command) =>
  command
    .option("--length <number>", "number of characters (default: 20)", Number)
    .option("--no-lower", "exclude lower-case letters")
    .option("--no-upper", "exclude capital letters")
    .option("--no-digits", "exclude digits")
    .option("--no-symbols", "exclude symbols")
    .option("--symbol-set <symbols>", "use only these symbols")
    .option("--no-lookalikes", "exclude characters that look alike, such as 0 and O")
    .option("--words <number>", "number of words, for a passphrase", Number)
    .option("--separator <text>", "separator between words (default: -)")
    .option("--capitals <how>", "capital letters in words: none, first-letter or upper")
    .option("--digit", "add a digit to one of the words");

/** A new password or, where words are asked for, passphrase. @throws CliFailure */
export async function generateSecret(
  choice: GeneratorChoice,
): Promise<{ text: string; entropyBits: number }> {
  // Loaded here, since the word list and the schemas are for this alone.
  const [{ systemRandom }, schemas] = await Promise.all([
    import("@opp/core/platform/system-random"),
    import("@opp/core/schemas/generator"),
  ]);
  const { length, lower, upper, digits, symbols, symbolSet, lookalikes } = choice;
  const { words, separator, capitals, digit } = choice;
  if (words === undefined && separator === undefined && capitals === undefined && digit === undefined) {
    const { generatePassword } = await import("@opp/core/generator/generate-password");
    const excludeLookalikes = !lookalikes;
    const options = { length, lower, upper, digits, symbols, symbolSet, excludeLookalikes };
    const { password, entropyBits } = generatePassword(
      systemRandom,
      parseInput(schemas.passwordOptions, options),
    );
    return { text: password, entropyBits };
  }
  if (length !== undefined || symbolSet !== undefined || !(lower && upper && digits && symbols && lookalikes))
    throw new CliFailure(EXIT.usage, "Use either word options or character options, not both.");
  const { generatePassphrase } = await import("@opp/core/generator/generate-passphrase");
  const options = { words, separator, capitals, digit };
  const { passphrase, entropyBits } = generatePassphrase(
    systemRandom,
    parseInput(schemas.passphraseOptions, options),
  );
  return { text: passphrase, entropyBits };
}
