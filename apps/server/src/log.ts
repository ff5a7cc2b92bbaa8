import { closeSync, openSync } from "node:fs";
import { scrubError } from "@opp/host/errors/scrubbed-error";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import { adviceOn, reasonOf } from "@opp/host/files/data-folder";
import type { LogLevel } from "@opp/host/values/config-values";
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from "pino";

const STDERR = 2;

/**
 * JSON lines. Callers pass names, numbers and errors, never input; as a second net, errors are scrubbed, and fields that
 * would hold a secret are struck out. Give every line a message: pino takes an error's own where there is none.
 */
export function createLog(level: LogLevel, stream: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => scrubError(error) },
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" },
    },
    stream,
  );
}

/** After its terminal closes or the reader of its pipe ends, the server loses its log lines and continues. */
function standardError(): DestinationStream {
  process.stdout.on("error", () => undefined);
  return destination({ fd: STDERR, sync: true }).on("error", () => undefined);
}

/** A file for the log, its owner's alone; what can't be written is lost, and said once on standard error. */
export function openLogFile(path: string): DestinationStream & { reopen: () => void } {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    throw new StartRefusal([
      `Can't write the log ${path} (${reasonOf(error)}). ${adviceOn(error, "Set OPP_LOG_FILENAME=<a file in a folder you own>")}`,
    ]);
  }
  const file = destination({ dest: path, sync: true, append: true, mode: 0o600 });
  let isSaid = false;
  // Without this the first full disk would end the process.
  file.on("error", (error) => {
    if (!isSaid) process.stderr.write(`Can't write the log ${path} (${reasonOf(error)}).\n`);
    isSaid = true;
  });
  return file;
}

const SECRET_FIELDS = [
  "authorization",
  "headers",
  "password",
  "passphrase",
  "token",
  "secret",
  "recoveryCode",
  "input",
  "body",
  "query",
  "blob",
];
