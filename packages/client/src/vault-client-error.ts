import type { VaultClientErrorCode } from "./error-codes.ts";

/** What is wrong with a field of the input. */
export interface FieldProblem {
  /** Such as `items[0].name`. */
  readonly path: string;
  readonly message: string;
}

/** What an error may say beside its code and its sentence. */
export interface VaultClientErrorFacts {
  readonly fields?: readonly FieldProblem[];
  readonly ids?: readonly number[];
  readonly retryAfterSeconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * The one error that the client throws. It holds no secret: no header, no input, and no `cause`, which would bring along
 * whatever the runtime's own error holds.
 */
export class VaultClientError extends Error {
  /** What happened: one of a closed set, so that a `switch` can be exhaustive. */
  readonly code: VaultClientErrorCode;
  /** For INVALID_INPUT: each field that the server refused, and why. */
  readonly fields: readonly FieldProblem[];
  /** Which ids it is about; empty where it is about none. */
  readonly ids: readonly number[];
  /** When trying again makes sense; undefined where waiting doesn't help. */
  readonly retryAfterSeconds: number | undefined;
  /** Under which the server's log has more; undefined where no server answered. */
  readonly requestId: string | undefined;
  /** A word for why: of UNAUTHORIZED "missing", "invalid", "expired" or "ended"; of UNREACHABLE the system's code, such as ECONNREFUSED. */
  readonly reason: string | undefined;

  /** @param message a sentence for a person: what is wrong, and what to do */
  constructor(code: VaultClientErrorCode, message: string, facts: VaultClientErrorFacts = {}) {
    super(message);
    this.name = "VaultClientError";
    this.code = code;
    this.fields = facts.fields ?? [];
    this.ids = facts.ids ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.requestId = facts.requestId;
    this.reason = facts.reason;
  }
}
