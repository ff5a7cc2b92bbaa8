import type { LogLevel } from "@opp/host/config";
import { scrubError } from "@opp/host/scrubbed-error";
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from "pino";

const STDERR = 2;

/**
 * JSON lines. Callers pass names, numbers and errors, never input; as a second net, errors are scrubbed, and fields that
 * would hold a secret are struck out. Give every line a message: pino takes an error's own where there is none.
 */
export function createLog(
  level: LogLevel,
  stream: DestinationStream = destination({ fd: STDERR, sync: true }),
): Logger {
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
