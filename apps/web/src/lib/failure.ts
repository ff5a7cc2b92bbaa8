import { texts } from "../texts/texts.ts";

/** What went wrong, as a form needs it. `OFFLINE`: no answer came; `INTERNAL`: a bug on the server. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** The last part of each refused field's path, with what is wrong. */
  readonly fields: Readonly<Record<string, string>>;
}

export function describeFailure(error: unknown): Failure {
  const answer = answerOf(error);
  if (!answer) return { code: "OFFLINE", message: texts.errors.offline, fields: {} };
  const fields = Object.fromEntries(
    answer.fields.map(({ path, message }) => [path.split(".").at(-1) ?? path, message]),
  );
  return { code: answer.vaultCode, message: sentence(answer, error), fields };
}

interface Answer {
  readonly vaultCode: string;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
}

/** tRPC's client error carries the server's `data`; read with care, since a proxy may have answered instead. */
function answerOf(error: unknown): Answer | null {
  if (typeof error !== "object" || error === null || !("data" in error)) return null;
  const { data } = error;
  if (
    typeof data !== "object" ||
    data === null ||
    !("vaultCode" in data) ||
    typeof data.vaultCode !== "string"
  )
    return null;
  const details: unknown = "details" in data ? data.details : null;
  const wait =
    typeof details === "object" && details !== null && "retryAfterSeconds" in details
      ? details.retryAfterSeconds
      : null;
  const fields: unknown = "fields" in data ? data.fields : [];
  return {
    vaultCode: data.vaultCode,
    retryAfterSeconds: typeof wait === "number" ? wait : undefined,
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
  };
}

const isField = (value: unknown): value is { path: string; message: string } =>
  typeof value === "object" &&
  value !== null &&
  "path" in value &&
  "message" in value &&
  typeof value.path === "string";

function sentence({ vaultCode, retryAfterSeconds }: Answer, error: unknown): string {
  const known: Readonly<Record<string, string>> = texts.errors.byCode;
  const text = known[vaultCode] ?? (error instanceof Error ? error.message : texts.errors.unknown);
  return retryAfterSeconds === undefined ? text : `${text} ${texts.errors.waitFor(retryAfterSeconds)}`;
}
