import { faultOf } from "../base/call-fault.ts";
import { steadyNow } from "../base/steady-clock.ts";
import { ToldFailure } from "../base/told-failure.ts";
import { currentLanguage, texts } from "../texts/texts.ts";

/** What went wrong, as a form needs it. */
export interface Failure {
  /** The server's code (`INTERNAL`: a bug there), or a `Fault`: no answer of it came. */
  readonly code: string;
  readonly message: string;
  /** The error of each refused field, by its path in the record, such as `name` or `fields[2].value`. */
  readonly fields: Readonly<Record<string, string>>;
  /** For a temporary failure: the sentence alone, and when to try again. `message` has both. */
  readonly wait?: { readonly text: string; readonly until: number };
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof ToldFailure) return { code: error.code, message: error.message, fields: {} };
  const answer = answerOf(error);
  if (!answer) {
    const code = faultOf(error);
    const { title, text } = texts.faults[code];
    return { code, message: `${title}. ${text}`, fields: {} };
  }
  const fields = Object.fromEntries(
    answer.fields.map((field) => [field.path.replace(WITHIN_MANY, ""), fieldSentence(field)]),
  );
  const { vaultCode: code, retryAfterSeconds: seconds } = answer;
  const text = sentence(answer, error);
  if (seconds === undefined) return { code, message: text, fields };
  const message = `${text} ${texts.errors.waitFor(seconds)}`;
  return { code, message, fields, wait: { text, until: steadyNow() + seconds * 1000 } };
}

/** The same where a page or a pane has nothing else to show: a heading and what to do. */
export function describeFailedRead(error: unknown): { readonly title: string; readonly text: string } {
  const { code, message } = describeFailure(error);
  const faults: Readonly<Record<string, { readonly title: string; readonly text: string }>> = texts.faults;
  return faults[code] ?? { title: texts.faults.UNKNOWN.title, text: message };
}

/** Whether what a call was about has been changed or removed in the meantime. */
export const isOvertaken = (error: unknown): boolean =>
  ["CONFLICT", "NOT_FOUND"].includes(describeFailure(error).code);

/** Where a procedure takes many records at once. */
const WITHIN_MANY = /^(?:items|categories)\[\d+\]\./;

interface Answer {
  readonly vaultCode: string;
  readonly retryAfterSeconds: number | undefined;
  /** The rejected field, if there is one. */
  readonly field: string | undefined;
  readonly fields: readonly RefusedField[];
}

interface RefusedField {
  readonly path: string;
  readonly message: string;
  readonly rule?: string;
  readonly limit?: number | null;
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
  const field =
    typeof details === "object" && details !== null && "field" in details ? details.field : undefined;
  const fields: unknown = "fields" in data ? data.fields : [];
  return {
    vaultCode: data.vaultCode,
    retryAfterSeconds: typeof wait === "number" ? wait : undefined,
    field: typeof field === "string" ? field : undefined,
    fields: Array.isArray(fields) ? fields.filter(isField) : [],
  };
}

const isField = (value: unknown): value is RefusedField =>
  typeof value === "object" &&
  value !== null &&
  "path" in value &&
  "message" in value &&
  typeof value.path === "string" &&
  typeof value.message === "string";

/** The server's texts are English; other languages use the code. */
function sentence({ vaultCode, field }: Answer, error: unknown): string {
  const own = error instanceof Error && currentLanguage() === "en" ? error.message : "";
  if (vaultCode === "INVALID_INPUT" && own) return own;
  if (vaultCode === "CREDENTIALS_INCORRECT" && field === "password") return texts.errors.passwordIncorrect;
  if (vaultCode === "TOO_MANY_TRIES" && field === "secondFactor") return texts.errors.tooManyCodes;
  const known: Readonly<Record<string, string>> = texts.errors.byCode;
  return known[vaultCode] ?? (own || texts.errors.unknown);
}

function fieldSentence({ message, rule, limit }: RefusedField): string {
  if (currentLanguage() === "en") return message;
  if (typeof limit !== "number") return texts.errors.refused;
  return rule === "too_small" ? texts.errors.tooShort(limit) : texts.errors.tooLong(limit);
}
