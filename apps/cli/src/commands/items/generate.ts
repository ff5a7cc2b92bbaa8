import type { Command } from "@commander-js/extra-typings";
import { CLEAR_AFTER_OPTION, copySecret } from "../../clipboard/clipboard.ts";
import { addGeneratorOptions, generateSecret } from "../../items/generator-options.ts";
import { JSON_OPTION } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";

export function define(command: Command): void {
  addGeneratorOptions(command)
    .option("--copy", "copy instead of printing")
    .option(...CLEAR_AFTER_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const { text, entropyBits } = await generateSecret(options);
      const strength = `${Math.floor(entropyBits)} bits`;
      if (options.copy) {
        output.note(`Copied a new password (${strength}). ${await copySecret(text, options.clearAfter)}`);
        output.result({ copied: true, entropyBits }, "");
      } else {
        if (process.stdout.isTTY) output.note(strength);
        output.result({ value: text, entropyBits }, text);
      }
    });
}

const EXAMPLES = `
Works without a server, and stores nothing.

Examples:
  opp generate
  opp generate --length 32 --no-symbols
  opp generate --words 6 --capitals first-letter --digit
  opp generate --copy`;
