import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

// What several commands take, in the shape that `.option(...)` and `.argument(...)` take it.

export const JSON_OPTION = ["--json", "answer as JSON, for programs"] as const;

/** These two for commands that work on the data folder itself: `VaultOptions`. */
export const CONFIG_OPTION = [
  "--config <file>",
  "a configuration file (else: OPP_TOP_CONFIG, ~/.opp/opp.cfg, /etc/opp/opp.cfg)",
] as const;
export const DATA_DIR_OPTION = [
  "--data-dir <folder>",
  "the data folder (else: as configured, OPP_DATA_DIR)",
] as const;

/** Behind the last argument: the command's secrets come from standard input, one a line, in the order that its help says. */
export const STDIN_ARGUMENT = [
  "[-]",
  "read the secrets from standard input, one a line",
  (text: string): true => {
    if (text === "-") return true;
    // Not repeated: it may be the secret itself.
    throw new CliFailure(
      EXIT.usage,
      'An argument too many. Secrets are no arguments, which others can see: leave them out and be asked, or write "-" and send them by standard input.',
    );
  },
] as const;
