import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

// What several commands take, in the shape that `.option(...)` and `.argument(...)` take it.

export const JSON_OPTION = ["--json", "print JSON, for programs"] as const;

/** These two for commands that work on the data folder itself: `VaultOptions`. */
export const CONFIG_OPTION = [
  "--config <file>",
  "configuration file (default: OPP_TOP_CONFIG, ~/.opp/opp.cfg, /etc/opp/opp.cfg)",
] as const;
export const DATA_DIR_OPTION = [
  "--data-dir <folder>",
  "data folder (default: as configured, OPP_DATA_DIR)",
] as const;

/** Behind the last argument: the command's secrets come from standard input, one a line, in the order that its help says. */
export const STDIN_ARGUMENT = [
  "[-]",
  "read secrets from standard input, one per line",
  (text: string): true => {
    if (text === "-") return true;
    // Not repeated: it may be the secret itself.
    throw new CliFailure(
      EXIT.usage,
      `Too many arguments. Others can see arguments, so don't pass secrets in them: leave them out to be asked, or use "-" and send them on standard input.`,
    );
  },
] as const;
