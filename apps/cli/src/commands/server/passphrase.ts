import type { Command } from "@commander-js/extra-typings";
import { newPassphrase, passphrase } from "@opp/core/schemas/secrets";
import { replacePassphrase } from "@opp/core/vault/account/administer-users";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { parseInput } from "../../options/parse-input.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { openLocalVault } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  defineChange(
    command.command("change").description("change the passphrase, with the current one; ends all sessions"),
  );
  command.addHelpText("after", "\nExamples:\n  opp passphrase change ada");
}

const SECRETS = [
  { name: "passphrase", what: "the current passphrase" },
  { name: "new-passphrase", what: "the new passphrase", isNew: true },
] as const;

function defineChange(command: Command): void {
  addSecretOptions(command, SECRETS);
  command
    .argument("<name>", "username")
    .argument(...STDIN_ARGUMENT)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      await using vault = await openLocalVault(options);
      const secret = await readSecrets(SECRETS, options, dash === true);
      await replacePassphrase(vault.deps, name, {
        passphrase: parseInput(passphrase, secret("passphrase").reveal()),
        newPassphrase: parseInput(newPassphrase, secret("new-passphrase").reveal()),
      });
      openOutput(options).result(
        { username: name },
        `Changed the passphrase of ${visible(name)} and ended all sessions. The recovery code is unchanged; old backups still need the old passphrase.`,
      );
    });
}

const EXAMPLES = `
This needs the current passphrase or, in the web app, the recovery code.
Order of the lines on standard input: current passphrase, new passphrase.

Examples:
  opp passphrase change ada
  opp passphrase change ada - < passphrases.txt`;
