import type { Command } from "@commander-js/extra-typings";
import type { UserId } from "@opp/core/ids";
import { REGISTRATIONS } from "@opp/core/rules/registrations";
import { linkId } from "@opp/core/schemas/ids";
import type { UserRow } from "@opp/core/store/rows";
import { loadUser } from "@opp/core/vault/account/administer-users";
import { invite, listOpenLinks, makePasswordLink, revokeLink } from "@opp/core/vault/administration/links";
import { endSessionsOf, restoreAccountOf, setAdministrator } from "@opp/core/vault/administration/people";
import { chooseRegistration, describeServer } from "@opp/core/vault/administration/server";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { parseInput } from "../../options/parse-input.ts";
import { openOutput } from "../../terminal/output.ts";
import { count } from "../../text/count.ts";
import { fittedTable } from "../../text/table.ts";
import { visible } from "../../text/visible.ts";
import { type LocalVault, openLocalVault } from "../../vault/local-vault.ts";

/** The rest of what the administration page does. Access to the data folder is proof enough. */
const BY_HAND = "command-line";
const NO_PASSWORD = "";

export function defineAdministration(command: Command): void {
  defineInvite(command.command("invite").description("make a link that creates one account, for 24 hours"));
  defineResetLink(
    command
      .command("reset-link")
      .description("make a link that sets a new password, for 24 hours; doesn't affect the passphrase"),
  );
  defineLinks(command.command("links").description("list the unused links"));
  defineRevokeLink(command.command("revoke-link").description("revoke a link"));
  defineRole(command.command("grant-admin").description("let an account administer the server"), true);
  defineRole(command.command("revoke-admin").description("take that role from an account"), false);
  defineEndSessions(command.command("end-sessions").description("end all sessions of an account"));
  defineRestore(command.command("restore").description("restore a deleted account, within 14 days"));
  defineRegistration(command.command("registration").description("show or choose who may create an account"));
}

function defineInvite(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user invite")
    .action(async (options) => {
      await using vault = await openLocalVault(options);
      const made = await invite(vault.deps, BY_HAND, { password: NO_PASSWORD });
      const link = linkTo(vault, made.secret);
      openOutput(options).result(
        { id: made.id, link, expiresAt: made.expiresAt },
        `${link}\n\nCreates one account, even if registration is closed. Works once, until ${time(made.expiresAt)}, for anyone who has it.`,
      );
    });
}

function defineResetLink(command: Command): void {
  command
    .argument("<name>", "username")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user reset-link ada")
    .action(async (name, options) => {
      await using vault = await openLocalVault(options);
      const { id } = await loadUser(vault.deps, name);
      const made = await makePasswordLink(vault.deps, BY_HAND, { id, password: NO_PASSWORD });
      const link = linkTo(vault, made.secret);
      openOutput(options).result(
        { id: made.id, link, expiresAt: made.expiresAt },
        `${link}\n\nSets a new password for ${visible(name)} and ends all sessions. Works once, until ${time(made.expiresAt)}. The passphrase is unchanged.`,
      );
    });
}

function defineLinks(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user links\n  opp user links --json")
    .action(async (options) => {
      await using vault = await openLocalVault(options);
      const { links } = await listOpenLinks(vault.deps);
      const rows = links.map(({ id, purpose, username, madeBy, expiresAt }) => [
        id,
        purpose === "invitation" ? "invitation" : `password of ${username ?? ""}`,
        madeBy ?? "opp",
        time(expiresAt),
      ]);
      const text =
        rows.length > 0
          ? fittedTable([["id", "for", "made by", "until"], ...rows], process.stdout.columns ?? WIDE)
          : "No links.";
      openOutput(options).result(links, text);
    });
}

function defineRevokeLink(command: Command): void {
  command
    .argument("<id>", "the link's id, as listed")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user revoke-link 0f1e2d3c4b5a69788796a5b4c3d2e1f0")
    .action(async (given, options) => {
      const id = parseInput(linkId, given);
      await using vault = await openLocalVault(options);
      await revokeLink(vault.deps, BY_HAND, { id, password: NO_PASSWORD });
      openOutput(options).result({ id }, "Revoked the link.");
    });
}

function defineRole(command: Command, administrator: boolean): void {
  const name = command.name();
  command
    .argument("<name>", "username")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", `\nExamples:\n  opp user ${name} ada`)
    .action(async (username, options) => {
      await using vault = await openLocalVault(options);
      const { id } = await loadUser(vault.deps, username);
      await setAdministrator(vault.deps, BY_HAND, { id, administrator, password: NO_PASSWORD });
      openOutput(options).result(
        { username, administrator },
        administrator
          ? `${visible(username)} is an administrator. That opens no other vault.`
          : `${visible(username)} is not an administrator.`,
      );
    });
}

function defineEndSessions(command: Command): void {
  command
    .argument("<name>", "username")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", "\nExamples:\n  opp user end-sessions ada")
    .action(async (username, options) => {
      await using vault = await openLocalVault(options);
      const { id } = await loadUser(vault.deps, username);
      const { ended } = await endSessionsOf(vault.deps, BY_HAND, { id, password: NO_PASSWORD });
      openOutput(options).result(
        { username, ended },
        `Ended ${count(ended, "session")} of ${visible(username)}.`,
      );
    });
}

function defineRestore(command: Command): void {
  command
    .argument("<name>", "username before the deletion")
    .option("--as <name>", "another username, if someone has taken the old one")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", '\nExamples:\n  opp user restore ada\n  opp user restore ada --as "ada 2"')
    .action(async (name, options) => {
      await using vault = await openLocalVault(options);
      const deleted = await latestDeleted(vault, name);
      const newUsername = options.as ?? deleted.formerUsername ?? name;
      await restoreAccountOf(vault.deps, BY_HAND, { id: deleted.id, password: NO_PASSWORD, newUsername });
      openOutput(options).result(
        { username: newUsername },
        `Restored ${visible(newUsername)}, with the same password, passphrase and vault.`,
      );
    });
}

/** @throws CliFailure where there is none. */
async function latestDeleted({ deps }: LocalVault, name: string): Promise<UserRow & { id: UserId }> {
  const [latest] = await deps.store.users.findDeleted(name, 1);
  if (latest) return latest;
  throw new CliFailure(
    EXIT.notFound,
    "No deleted account of this name can be restored. List them: opp user list",
  );
}

function defineRegistration(command: Command): void {
  command
    .argument("[rule]", `one of: ${CHOICES.join(", ")}`)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", REGISTRATION_EXAMPLES)
    .action(async (given, options) => {
      const choice = given === undefined ? undefined : choiceOf(given);
      await using vault = await openLocalVault(options);
      if (choice !== undefined)
        await chooseRegistration(vault.deps, BY_HAND, { registration: choice, password: NO_PASSWORD });
      const { registration } = await describeServer(vault.deps, "");
      const { inForce, configured, chosen } = registration;
      openOutput(options).result(
        registration,
        `Registration is "${inForce}"${chosen === null ? ", as configured" : `, as chosen; the configuration says "${configured}"`}.`,
      );
    });
}

const CONFIGURED = "configured";
const CHOICES = [...REGISTRATIONS, CONFIGURED];

function choiceOf(given: string) {
  if (given === CONFIGURED) return null;
  const choice = REGISTRATIONS.find((each) => each === given);
  if (choice) return choice;
  throw new CliFailure(EXIT.usage, `The rule must be one of: ${CHOICES.join(", ")}.`);
}

/** The secret follows the #: browsers never send that part. */
const linkTo = ({ config }: LocalVault, secret: string): string =>
  `${config.publicOrigins[0] ?? `http://localhost:${config.port}`}/#/link/${secret}`;

const time = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Where no terminal limits the line. */
const WIDE = 1000;

const REGISTRATION_EXAMPLES = `
first: only while there is no account. open: anyone. closed: nobody. configured: what
the configuration says, again. An invitation works with all of them.

Examples:
  opp user registration
  opp user registration closed`;
