import type { Command } from "@commander-js/extra-typings";
import { registration } from "@opp/core/schemas/account";
import { registerAccount } from "@opp/core/vault/account/register";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { parseInput } from "../../options/parse-input.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { ask } from "../../terminal/terminal.ts";
import { recoveryCodeText } from "../../text/recovery-code-text.ts";
import { configFor, type LocalVault, openOrMakeLocalVault } from "../../vault/local-vault.ts";

const SECRETS = [
  { name: "password", what: "the password", isNew: true },
  { name: "passphrase", what: "the passphrase", isNew: true },
] as const;

export function define(command: Command): void {
  addSecretOptions(command, SECRETS);
  command
    .argument(...STDIN_ARGUMENT)
    .option("--username <name>", "username of the first account (default: asked for)")
    .option("--no-account", "create no account; the first visitor of the web app creates it")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (dash, options) => {
      const output = openOutput(options);
      const config = configFor(options);
      await using vault = await openOrMakeLocalVault(config);
      const isFirst = (await vault.deps.store.users.count()) === 0;
      const account =
        isFirst && options.account ? await makeFirstAccount(vault, dash === true, options) : null;
      const { dataFolder, postgres } = config;
      const made = postgres
        ? `The vault is in the PostgreSQL database ${postgres.database}.`
        : `The vault is in ${dataFolder}.`;
      if (account) {
        output.result(
          { dataFolder, ...account },
          `${made}\n${recoveryCodeText(account.username, account.recoveryCode)}`,
        );
      } else output.result({ dataFolder, username: null }, `${made} ${isFirst ? NO_ACCOUNT : HAS_ACCOUNTS}`);
    });
}

const NO_ACCOUNT = "It has no account yet: the first visitor of the web app creates it.";
const HAS_ACCOUNTS = "It already has accounts. To add one: opp user add NAME";

async function makeFirstAccount(
  { deps }: LocalVault,
  fromStdin: boolean,
  options: { readonly username?: string | undefined },
) {
  const username = options.username ?? (await ask("Username: ", { hidden: false }));
  if (username === null)
    throw new CliFailure(
      EXIT.usage,
      "Can't ask for the first account without a terminal. Use --username NAME - and send password and passphrase on standard input, or --no-account.",
    );
  const secret = await readSecrets(SECRETS, options, fromStdin);
  const input = parseInput(registration, {
    username,
    password: secret("password").reveal(),
    passphrase: secret("passphrase").reveal(),
  });
  const { user, recoveryCode } = await registerAccount(
    deps,
    { device: "opp", address: "" },
    { input, given: "first" },
  );
  return { username: user.username, recoveryCode };
}

const EXAMPLES = `
Order of the lines on standard input: password, passphrase.

Examples:
  opp init
  opp init --data-dir /var/lib/openpassphrase --no-account
  opp init --username ada - < secrets.txt`;
