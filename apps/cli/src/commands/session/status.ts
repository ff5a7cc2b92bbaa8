import type { Command } from "@commander-js/extra-typings";
import { JSON_OPTION } from "../../options/command-options.ts";
import { describeInstant } from "../../options/duration.ts";
import { openOutput } from "../../terminal/output.ts";
import { visible } from "../../text/visible.ts";
import { connect, forgetIfEnded, loadSession } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  command
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const session = loadSession();
      using vault = connect(session);
      const [account, system] = await forgetIfEnded(session, () =>
        Promise.all([vault.account.get.query(), vault.system.status.query()]),
      );
      const { server } = session;
      const { username } = account.user;
      const { expiresAt } = account.session;
      const keptPassphrase = session.sealedPassphrase !== null;
      openOutput(options).result(
        { server, serverVersion: system.version, username, expiresAt, keptPassphrase },
        [
          `Logged in to ${server} (version ${visible(system.version)}) as ${visible(username)}, until ${describeInstant(expiresAt)}.`,
          keptPassphrase ? keptSentence() : "Each command asks for the passphrase.",
        ].join("\n"),
      );
    });
}

const keptSentence = () =>
  process.env["OPP_SESSION"]
    ? "The passphrase is kept for the session."
    : "The passphrase is kept for the session, but OPP_SESSION, which decrypts it, isn't set in this shell.";

const EXAMPLES = `
Exits with 3 if you aren't logged in, and with 6 if the server can't be reached.

Examples:
  opp status
  opp status --json`;
