import { isServerCode } from "./error-codes.ts";
import { type FieldProblem, VaultClientError } from "./vault-client-error.ts";

/** What came of one call. */
export type Outcome = { readonly value: unknown } | { readonly error: VaultClientError };

interface Answered {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

/**
 * Takes tRPC's wire format apart: a list with `{ result: { data } }` or `{ error }` of each call; or one `{ error }` of the request as
 * a whole, which is thrown.
 * @throws VaultClientError
 */
export function readOutcomes(
  answered: Answered,
  { text, callCount, origin }: { readonly text: string; readonly callCount: number; readonly origin: string },
): Outcome[] {
  const answer = parseJson(text);
  if (Array.isArray(answer) && answer.length === callCount)
    return answer.map((entry: unknown) => readOutcome(entry, answered, origin));
  const refusal = field(answer, "error");
  throw isRecord(refusal) ? readError(refusal, answered, origin) : foreignAnswer(answered, origin);
}

function readOutcome(entry: unknown, answered: Answered, origin: string): Outcome {
  const result = field(entry, "result");
  if (isRecord(result)) return { value: field(result, "data") };
  const error = field(entry, "error");
  return { error: isRecord(error) ? readError(error, answered, origin) : foreignAnswer(answered, origin) };
}

function readError(error: object, answered: Answered, origin: string): VaultClientError {
  const data = field(error, "data");
  const details = field(data, "details");
  const code = field(data, "vaultCode");
  const message = field(error, "message");
  if (typeof message !== "string" || !isServerCode(code)) return foreignAnswer(answered, origin);
  const waits = code === "BUSY" || code === "TOO_MANY_TRIES";
  const reason = field(details, "reason");
  return new VaultClientError(code, message, {
    fields: readFields(field(data, "fields"), details),
    ids: listOf(field(details, "ids")).filter((id) => typeof id === "number"),
    retryAfterSeconds:
      wholeSeconds(field(details, "retryAfterSeconds")) ?? (waits ? retryAfterHeader(answered) : undefined),
    requestId: readRequestId(field(data, "requestId")) ?? readRequestId(answered.headers.get("x-request-id")),
    reason: typeof reason === "string" && /^[a-z-]{1,40}$/.test(reason) ? reason : undefined,
  });
}

/** Some input is refused by a rule that isn't a schema's; its field then stands in the details. */
function readFields(fields: unknown, details: unknown): FieldProblem[] {
  const found = listOf(fields).flatMap((entry) => {
    const [path, message] = [field(entry, "path"), field(entry, "message")];
    return typeof path === "string" && typeof message === "string" ? [{ path, message }] : [];
  });
  const named = field(details, "field");
  return found.length === 0 && typeof named === "string" ? [{ path: named, message: "" }] : found;
}

function foreignAnswer(answered: Answered, origin: string): VaultClientError {
  const { status } = answered;
  if (status === 502 || status === 503 || status === 504) {
    return new VaultClientError(
      "UNREACHABLE",
      `${origin} answers, but the server behind it doesn't (status ${status}). Check that it is running.`,
      { reason: `HTTP_${status}`, retryAfterSeconds: retryAfterHeader(answered) },
    );
  }
  if (status === 0 || (status >= 300 && status < 400)) {
    return new VaultClientError(
      "UNEXPECTED",
      `${origin} redirects to another address, and secrets aren't sent there. Use the final address.`,
    );
  }
  if (status >= 500) {
    return new VaultClientError(
      "UNEXPECTED",
      `${origin} answers that something is broken there (status ${status}), and not in the words of an OpenPassPhrase server. Check the address, or the proxy in front of the server.`,
    );
  }
  return new VaultClientError(
    "UNEXPECTED",
    `${origin} isn't an OpenPassPhrase server, or has a version that this client doesn't know (status ${status}). Check the address.`,
  );
}

/** Seconds only: the product doesn't answer dates. */
const retryAfterHeader = ({ headers }: Answered): number | undefined => {
  const text = headers.get("retry-after");
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
};

const wholeSeconds = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? Math.ceil(value) : undefined;

const readRequestId = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;
const field = (value: unknown, name: string): unknown =>
  isRecord(value) ? Reflect.get(value, name) : undefined;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
