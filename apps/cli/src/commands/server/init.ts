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
    .option("--username <name>", "the first account's user name (else: asked for)")
    .option("--no-account", "make no account; the first to open the web app makes it")
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
      const { dataFolder } = config;
      const made = `The vault is in ${dataFolder}.`;
      if (account) {
        output.result(
          { dataFolder, ...account },
          `${made}\n${recoveryCodeText(account.username, account.recoveryCode)}`,
        );
      } else output.result({ dataFolder, username: null }, `${made} ${isFirst ? NO_ACCOUNT : HAS_ACCOUNTS}`);
    });
}

const NO_ACCOUNT = "It has no account yet: the first to open the web app makes it.";
const HAS_ACCOUNTS = 'It has accounts already; "opp user add NAME" makes another.';

async function makeFirstAccount(
  { deps }: LocalVault,
  fromStdin: boolean,
  options: { readonly username?: string | undefined },
) {
  const username = options.username ?? (await ask("User name: ", { hidden: false }));
  if (username === null)
    throw new CliFailure(
      EXIT.usage,
      "There is no terminal to ask for the first account on. Write --username NAME - and send password and passphrase by standard input, or --no-account.",
    );
  const secret = await readSecrets(SECRETS, options, fromStdin);
  const input = parseInput(registration, {
    username,
    password: secret("password").reveal(),
    passphrase: secret("passphrase").reveal(),
  });
  const { user, recoveryCode } = await registerAccount(
    { ...deps, policy: { ...deps.policy, registration: "first" } },
    { device: "opp", address: "" },
    input,
  );
  return { username: user.username, recoveryCode };
}

const EXAMPLES = `
Order of the lines of standard input: password, passphrase.

Examples:
  opp init
  opp init --data-dir /var/lib/openpassphrase --no-account
  opp init --username ada - < secrets.txt`;
