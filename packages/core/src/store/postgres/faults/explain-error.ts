import { type StorageCause, storageError, VaultError } from "../../../errors.ts";
import { NoPrimaryError, OtherClusterError } from "./cluster-errors.ts";
import { serverError, sqlStateOf } from "./pg-errors.ts";

/** SQLSTATEs by how they begin, the longest first. */
const CAUSES: readonly (readonly [beginning: string, cause: StorageCause])[] = [
  ["53100", "disk-full"],
  ["25006", "read-only"],
  ["58030", "io-error"],
  ["XX001", "corrupt"],
  ["XX002", "corrupt"],
  ["53200", "too-many-files"],
  ["53300", "too-many-files"],
  // It waited for a lock, or ran, for as long as it may.
  ["55P03", "busy"],
  ["57014", "busy"],
  // It is starting or going down, or someone ended this connection.
  ["57P", "unreachable"],
  ["08", "unreachable"],
];

/** The system's and the driver's own words for a server that doesn't answer. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout)|timeout expired$/;
const LOST_CODES: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * Turns an error of PostgreSQL, or of the way there, into one of the closed set. What is left is a bug, and comes without what the
 * server says of the row: that could be a value.
 */
export function explainError(error: unknown): unknown {
  const said = serverError(error);
  if (!(said instanceof Error) || said instanceof VaultError) return said;
  const state = sqlStateOf(said);
  if (said instanceof NoPrimaryError || said instanceof OtherClusterError) return storageError("unreachable");
  if (state === null) return isLost(said) ? storageError("unreachable") : explainPool(said);
  const [, cause] = CAUSES.find(([beginning]) => state.startsWith(beginning)) ?? [];
  return cause === undefined ? withoutDetail(said, state) : storageError(cause);
}

/** Whether the server couldn't be reached, or went away. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Node tries each address of a name, and puts the failures together.
  if (error instanceof AggregateError) return error.errors.some(isLost);
  return LOST.test(error.message) || ("code" in error && LOST_CODES.has(error.code));
}

/** All connections are in use for longer than anyone should wait. */
const explainPool = (error: Error): Error =>
  error.message === "timeout exceeded when trying to connect"
    ? new VaultError("BUSY", { retryAfterSeconds: 2 })
    : error;

function withoutDetail(error: Error, state: string): Error {
  const bare = new Error(`PostgreSQL refused a statement (SQLSTATE ${state}).`);
  if (error.stack !== undefined) bare.stack = error.stack.replace(error.message, bare.message);
  return bare;
}
