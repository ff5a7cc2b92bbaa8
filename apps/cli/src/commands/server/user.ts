import type { Command } from "@commander-js/extra-typings";
import { registration } from "@opp/core/schemas/account";
import { newPassword, newUsername } from "@opp/core/schemas/secrets";
import {
  addUser,
  deleteUser,
  listUsers,
  renameUser,
  resetPassword,
  resetSecondFactor,
} from "@opp/core/vault/account/administer-users";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { parseInput } from "../../options/parse-input.ts";
import { confirm, confirmName } from "../../terminal/confirm.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { recoveryCodeText } from "../../text/recovery-code-text.ts";
import { fittedTable } from "../../text/table.ts";
import { visible } from "../../text/visible.ts";
import { openLocalVault } from "../../vault/local-vault.ts";
import { defineAdministration } from "./user-administration.ts";

export function define(command: Command): void {
  defineAdd(command.command("add").description("create an account, even if registration is closed"));
  defineList(command.command("list").description("list the accounts"));
  defineRename(command.command("rename").description("rename an account"));
  defineSetPassword(
    command
      .command("set-password")
      .description("set a new password; ends all sessions, doesn't affect the passphrase"),
  );
  defineResetSecondFactor(
    command
      .command("reset-second-factor")
      .description("turn the second factor off for an owner who lost it; ends all sessions, opens nothing"),
  );
  defineDelete(command.command("delete").description("delete an account, permanently after 14 days"));
  defineAdministration(command);
  command.addHelpText("after", EXAMPLES);
}

const SECRETS = [
  { name: "password", what: "the password", isNew: true },
  { name: "passphrase", what: "the passphrase", isNew: true },
] as const;
const NEW_PASSWORD = [{ name: "password", what: "the new password", isNew: true }] as const;

function defineAdd(command: Command): void {
  addSecretOptions(command, SECRETS);
  command
    .argument("<name>", "username")
    .argument(...STDIN_ARGUMENT)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", ADD_EXAMPLES)
    .action(async (name, dash, options) => {
      const username = parseInput(newUsername, name);
      await using vault = await openLocalVault(options);
      const secret = await readSecrets(SECRETS, options, dash === true);
      const { user, recoveryCode } = await addUser(
        vault.deps,
        parseInput(registration, {
          username,
          password: secret("password").reveal(),
          passphrase: secret("passphrase").reveal(),
        }),
      );
      openOutput(options).result(
        { id: user.id, username: user.username, recoveryCode },
        recoveryCodeText(user.username, recoveryCode),
      );
    });
}

function defineList(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user list\n  opp user list --json")
    .action(async (options) => {
      await using vault = await openLocalVault(options);
      const { users } = await listUsers(vault.deps);
      const rows = users.map(({ id, username, createdAt, erasedAt, administrator, collides }) => [
        String(id),
        username,
        day(createdAt),
        collides
          ? "same as another name: rename it"
          : erasedAt === null
            ? administrator
              ? "administrator"
              : ""
            : `deleted, permanently on ${day(erasedAt)}`,
      ]);
      const text =
        users.length > 0
          ? fittedTable([["id", "name", "made", ""], ...rows], process.stdout.columns ?? WIDE)
          : "There are no accounts.";
      openOutput(options).result(users, text);
    });
}

function defineRename(command: Command): void {
  command
    .argument("<name>", "username")
    .argument("<new-name>", "new username")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", '\nExamples:\n  opp user rename ada "Ada Lovelace"')
    .action(async (name, newName, options) => {
      const username = parseInput(newUsername, newName);
      await using vault = await openLocalVault(options);
      await renameUser(vault.deps, name, username);
      openOutput(options).result(
        { username },
        `Renamed ${visible(name)} to ${visible(username)}. Sessions continue.`,
      );
    });
}

function defineSetPassword(command: Command): void {
  addSecretOptions(command, NEW_PASSWORD);
  command
    .argument("<name>", "username")
    .argument(...STDIN_ARGUMENT)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", PASSWORD_EXAMPLES)
    .action(async (name, dash, options) => {
      await using vault = await openLocalVault(options);
      const secret = await readSecrets(NEW_PASSWORD, options, dash === true);
      await resetPassword(vault.deps, name, parseInput(newPassword, secret("password").reveal()));
      openOutput(options).result(
        { username: name },
        `Changed the password of ${visible(name)} and ended all sessions. The passphrase is unchanged.`,
      );
    });
}

function defineResetSecondFactor(command: Command): void {
  command
    .argument("<name>", "username")
    .option("--yes", "don't ask for the name once more")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", RESET_EXAMPLES)
    .action(async (name, options) => {
      await using vault = await openLocalVault(options);
      await confirmName(name, options);
      await resetSecondFactor(vault.deps, name);
      openOutput(options).result(
        { username: name },
        `Turned the second factor of ${visible(name)} off, removed authenticator app and spare codes, and ended all sessions. Password and passphrase are unchanged.`,
      );
    });
}

function defineDelete(command: Command): void {
  command
    .argument("<name>", "username")
    .option("--yes", "don't ask")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user delete ada\n  opp user delete ada --yes")
    .action(async (name, options) => {
      await using vault = await openLocalVault(options);
      await confirm(`Delete ${visible(name)} and the whole vault?`, options);
      const { erasedAt } = await deleteUser(vault.deps, name);
      openOutput(options).result(
        { username: name, erasedAt },
        `Deleted ${visible(name)}. Until ${day(erasedAt)} its owner can undo this with password and passphrase; then the vault is erased.`,
      );
    });
}

/** Where no terminal limits the line. */
const WIDE = 1000;

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const ADD_EXAMPLES = `
Order of the lines on standard input: password, passphrase.

Examples:
  opp user add ada
  opp user add ada - < secrets.txt
  opp user add ada --password-file password.txt --passphrase-fd 3 3< passphrase.txt`;

const PASSWORD_EXAMPLES = `
This needs access to the data folder, not the current password. It doesn't unlock the vault.

Examples:
  opp user set-password ada
  openssl rand -base64 18 | tee /dev/tty | opp user set-password ada -`;

const RESET_EXAMPLES = `
Make sure that it is the owner who asks: after this, the password alone gives a session, and with
the passphrase everything. The account's activity shows the reset.

Examples:
  opp user reset-second-factor ada
  opp user reset-second-factor ada --yes`;

const EXAMPLES = `
Examples:
  opp user add ada
  opp user list
  opp user set-password --help`;
