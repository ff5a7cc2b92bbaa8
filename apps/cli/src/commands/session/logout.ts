import type { Command } from "@commander-js/extra-typings";
import { VaultClientError } from "@openpassphrase/client";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { JSON_OPTION } from "../../options/command-options.ts";
import { describeInstant } from "../../options/duration.ts";
import { openOutput } from "../../terminal/output.ts";
import { visible } from "../../text/visible.ts";
import { connect } from "../../vault/remote-vault.ts";
import { forgetSession, readSession } from "../../vault/session-file.ts";

export function define(command: Command): void {
  command
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const session = readSession();
      const output = openOutput(options);
      if (!session?.token) return output.result({ loggedOut: false }, "You were not logged in.");
      const { server, username, expiresAt } = session;
      // Whatever the server says: here it is over.
      forgetSession(session);
      try {
        using vault = connect(session);
        await vault.logout();
      } catch (error) {
        if (!(error instanceof VaultClientError)) throw error;
        throw new CliFailure(
          EXIT.unavailable,
          `The session was deleted here, but the server couldn't be reached: it ends there on ${describeInstant(expiresAt)}. ${error.message}`,
        );
      }
      output.result({ loggedOut: true, server, username }, `Logged ${visible(username)} out of ${server}.`);
    });
}

const EXAMPLES = `
Ends the session on the server, and deletes it here along with the kept passphrase.

Examples:
  opp logout
  opp logout; unset OPP_SESSION`;
