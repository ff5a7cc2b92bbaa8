import { DrizzleQueryError } from "drizzle-orm";
import { DatabaseError } from "pg";

/** What the server said, without what Drizzle puts around it: that names the values of the statement. */
export function serverError(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}

/** SQLSTATE; null: the error isn't one that the server reported. */
export function sqlStateOf(error: unknown): string | null {
  const said = serverError(error);
  return said instanceof DatabaseError ? (said.code ?? null) : null;
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";

/** The whole transaction may succeed when it is run again. */
export function isWorthAnotherTry(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
}

/**
 * Whether the answer to a COMMIT tells that nothing was committed. A lost connection doesn't, and a FATAL message is how a server
 * that is going down says goodbye, before or after it committed.
 */
export function isDefiniteRefusal(error: unknown): boolean {
  const said = serverError(error);
  return said instanceof DatabaseError && said.code !== undefined && said.severity === "ERROR";
}
