import type { Command } from "@commander-js/extra-typings";
import { createVaultClient, VaultClientError } from "@openpassphrase/client";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { describeInstant, readDuration } from "../../options/duration.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { ask } from "../../terminal/terminal.ts";
import { count } from "../../text/count.ts";
import { visible } from "../../text/visible.ts";
import { keepPassphrase } from "../../vault/kept-passphrase.ts";
import { nodeFetch } from "../../vault/node-fetch.ts";
import { connect, PASSPHRASE } from "../../vault/remote-vault.ts";
import { withSecondFactor } from "../../vault/second-factor.ts";
import { toOwnTime } from "../../vault/server-clock.ts";
import { readSession, type SavedSession, writeSession } from "../../vault/session-file.ts";

const DEFAULT_SERVER = "http://127.0.0.1:4600";
const SECRETS = [{ name: "password", what: "the password" }, PASSPHRASE] as const;
const CODE = { name: "code", what: "the code", isOptional: true } as const;
/** So few spare codes are left when it is time for new ones. */
const FEW_SPARE_CODES = 2;

export function define(command: Command): void {
  addSecretOptions(command, SECRETS);
  command
    .argument(...STDIN_ARGUMENT)
    .option("--server <url>", `the server's URL (default: the last one, or ${DEFAULT_SERVER})`)
    .option("--username <name>", "your username (default: asked for, or the last one)")
    .option(
      "--for <time>",
      "length of the session, such as 30m, 8h or 7d (default: set by the server)",
      readDuration,
    )
    .option(
      "--keep",
      "keep the passphrase encrypted for the session, and print the variable that decrypts it",
    )
    .option("--allow-insecure", "allow http:// to another machine, if something else encrypts the connection")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (dash, options) => {
      const last = readSession();
      const server = options.server ?? last?.server ?? DEFAULT_SERVER;
      const allowInsecure = options.allowInsecure ?? (server === last?.server && last.allowInsecure);
      // Before anything is asked: an address that can't work is said at once.
      using vault = createVaultClient({ url: server, allowInsecure, fetch: nodeFetch });
      const username =
        options.username ?? (await askUsername(server === last?.server ? last.username : null));
      const secret = await readSecrets([...SECRETS, CODE], options, dash === true);
      const { token, expiresAt, user, changes, secondFactor } = await withSecondFactor(
        (factor) =>
          vault.login({
            username,
            password: secret("password").reveal(),
            passphrase: secret("passphrase").reveal(),
            ...(factor && { secondFactor: factor }),
            ...(options.for !== undefined && { expiresInSeconds: options.for }),
          }),
        secret("code").reveal() || undefined,
      );
      const place = { server, username: user.username, token };
      const kept = options.keep ? keepPassphrase(secret("passphrase"), place) : null;
      try {
        writeSession({
          ...place,
          allowInsecure,
          expiresAt: toOwnTime(expiresAt),
          sealedPassphrase: kept?.sealed ?? null,
        });
      } catch (error) {
        // A session that nobody can use is not left behind.
        await vault.logout();
        throw error;
      }
      await endSession(last);
      const output = openOutput(options);
      output.note(
        `Logged in to ${server} as ${visible(user.username)}, until ${describeInstant(toOwnTime(expiresAt))}.`,
      );
      if (changes.length > 0) output.note(describeChanges(changes));
      if (secondFactor) noteFactor(secondFactor, output.note);
      output.result(
        {
          server,
          username: user.username,
          expiresAt,
          session: kept?.key.reveal() ?? null,
          ...(changes.length > 0 && { changes }),
          ...(secondFactor && { secondFactor }),
        },
        kept ? `export OPP_SESSION=${kept.key.reveal()}` : "",
      );
    });
}

function noteFactor(
  { failures, spareCodesLeft }: { readonly failures: number; readonly spareCodesLeft: number },
  note: (sentence: string) => void,
): void {
  if (failures > 0)
    note(
      `Since your last login, ${count(failures, "wrong code")} came with your right password. If that wasn't you, someone knows your password: change it.`,
    );
  if (spareCodesLeft <= FEW_SPARE_CODES)
    note(
      `You have ${count(spareCodesLeft, "spare code")} left. Make new ones in the web app, under Account.`,
    );
}

/** The owner may not have made them. */
function describeChanges(
  changes: readonly { readonly kind: string; readonly at: number; readonly device: string }[],
): string {
  const named = changes.map(({ kind, at, device }) => {
    const facts = [describeInstant(toOwnTime(at)), device].filter((fact) => fact !== "");
    return `${kind.replaceAll("-", " ")} (${facts.join(", ")})`;
  });
  return `Since your last login: ${named.join(", ")}. If that wasn't you, contact the administrator and change your password.`;
}

/** The one before, whose token nobody has any more. Where its server doesn't answer soon, it ends by its time. */
async function endSession(before: SavedSession | null): Promise<void> {
  if (!before?.token || before.expiresAt <= Date.now()) return;
  try {
    using vault = connect(before);
    await vault.logout({ timeoutMilliseconds: 3000 });
  } catch (error) {
    if (!(error instanceof VaultClientError)) throw error;
  }
}

/** @param last who logged in there before: an empty answer, or no terminal, means the same */
async function askUsername(last: string | null): Promise<string> {
  const typed = await ask(last === null ? "Username: " : `Username (${visible(last)}): `, {
    hidden: false,
  });
  const username = typed || last;
  if (username !== null) return username;
  throw new CliFailure(EXIT.usage, "Can't ask for the username without a terminal. Use --username NAME.");
}

const EXAMPLES = `
Order of the lines on standard input: password, passphrase, and a code if the account asks for a
second factor: of the authenticator app, or a spare code. OPP_SECOND_FACTOR can hold it, too.

Without --keep, each command asks for the passphrase. With it, the session file contains the
encrypted passphrase and the variable OPP_SESSION the key: neither is of use without the other.

Examples:
  opp login --server https://vault.example --username ada
  eval "$(opp login --keep --for 8h)"      no more asking for the passphrase in this shell
  opp login --username ada --password-file pw --passphrase-file phrase --json`;
