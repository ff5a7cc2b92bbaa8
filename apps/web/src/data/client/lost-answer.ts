import { ToldFailure } from "../../base/told-failure.ts";
import { describeFailure } from "../../lib/failure.ts";
import { texts } from "../../texts/texts.ts";

/** No answer came to a call that the server may have carried out. */
const LOST: ReadonlySet<string> = new Set([
  "OUTCOME_UNKNOWN",
  "TIMEOUT",
  "UNREACHABLE",
  "SERVER_DOWN",
  "OFFLINE",
  "BLOCKED",
  "UNKNOWN",
]);
/** What the server says only after it has looked whether the first attempt was saved. */
const SETTLED: ReadonlySet<string> = new Set([
  "CONFLICT",
  "NOT_FOUND",
  "INVALID_INPUT",
  "UNKNOWN_CATEGORY",
  "CATEGORY_IN_ITSELF",
  "CATEGORY_TOO_DEEP",
  "REQUEST_KEY_USED",
]);

const isLost = (error: unknown): boolean => LOST.has(describeFailure(error).code);

/** A creation whose outcome isn't known: under which key it was sent, and with what. */
export interface Attempt<Asked> {
  readonly requestKey: string;
  readonly asked: Asked;
}

/** Where an attempt is kept while its outcome isn't known; null: it is known. */
export interface AttemptPlace<Asked> {
  current: Attempt<Asked> | null;
}

function newAttempt<Asked>(asked: Asked): Attempt<Asked> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { requestKey: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), asked };
}

/**
 * Sends a change that can be sent twice: with a key, with the revisions that it changes, or one that does nothing the second time.
 * If the answer gets lost, it is sent once more.
 * @param readBack for a change whose second attempt comes too late: its answer, if the first one took effect; else null
 * @throws what was refused; OUTCOME_UNKNOWN when the second attempt says nothing about the first
 */
export async function sendAgainIfLost<Answer>(
  send: () => Promise<Answer>,
  readBack?: () => Promise<Answer | null>,
): Promise<Answer> {
  try {
    return await send();
  } catch (first) {
    if (!isLost(first)) throw first;
  }
  try {
    return await send();
  } catch (second) {
    const { code } = describeFailure(second);
    if (code === "CONFLICT" && readBack) {
      const found = await readBack().catch(() => {
        throw unknownOutcome();
      });
      if (found) return found;
    }
    throw isLost(second) || SETTLED.has(code) ? second : unknownOutcome();
  }
}

/**
 * Creates what is asked for, or, while the outcome of an earlier attempt isn't known, sends that one again: then `asked` in the answer
 * is what that one asked for.
 */
export async function createOnce<Asked, Answer>(
  place: AttemptPlace<Asked>,
  asked: Asked,
  create: (attempt: Attempt<Asked>) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly asked: Asked }> {
  const lost = place.current;
  const attempt = lost ?? newAttempt(asked);
  // Whatever ends this in between, such as a lock, leaves the attempt behind.
  place.current = attempt;
  try {
    const answer = await sendAgainIfLost(() => create(attempt));
    place.current = null;
    return { answer, asked: attempt.asked };
  } catch (error) {
    const { code } = describeFailure(error);
    // That a later attempt was refused says nothing about the one before.
    const isKnown = SETTLED.has(code) || (lost === null && !LOST.has(code));
    if (isKnown) place.current = null;
    const saysNothing = !isKnown && (code === "OUTCOME_UNKNOWN" || !LOST.has(code));
    throw saysNothing ? new ToldFailure("OUTCOME_UNKNOWN", texts.errors.saveAgain) : error;
  }
}

const unknownOutcome = () => new ToldFailure("OUTCOME_UNKNOWN", texts.errors.byCode.OUTCOME_UNKNOWN);
