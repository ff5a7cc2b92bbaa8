import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { VaultClientError, type VaultClientErrorCode } from "@openpassphrase/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

const REQUEST_KEY_BYTES = 16;
const PAUSE_MILLISECONDS = 500;
/** The connection broke after it was made, or a proxy has heard nothing more: the server may have done it. */
const BROKEN_LATE =
  /^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|UND_ERR_(?:SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT)|HTTP_50[234])$/;
/** What a server says only after it has looked whether the first attempt was saved. */
const SETTLED: ReadonlySet<VaultClientErrorCode> = new Set([
  "CONFLICT",
  "NOT_FOUND",
  "INVALID_INPUT",
  "UNKNOWN_CATEGORY",
  "REQUEST_KEY_USED",
]);

interface Sent<Answer> {
  readonly send: () => Promise<Answer>;
  /** For a change whose second attempt comes too late: its answer, if the first one took effect; else null. */
  readonly readBack?: () => Promise<Answer | null>;
  /** The sentence for when nothing could be found out. */
  readonly unknown: string;
}

/**
 * Sends a change that can be sent twice: with a key, with the revision that it changes, or one that does nothing the second time.
 * If the answer gets lost, it is sent once more.
 * @throws CliFailure when it isn't known afterwards either
 */
export async function sendAgainIfLost<Answer>({ send, readBack, unknown }: Sent<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (first) {
    if (!isLost(first)) throw first;
  }
  await sleep(PAUSE_MILLISECONDS);
  try {
    return await send();
  } catch (second) {
    const code = second instanceof VaultClientError ? second.code : null;
    if (code === "CONFLICT" && readBack) {
      const found = await readBack().catch(() => {
        throw new CliFailure(EXIT.unavailable, unknown);
      });
      if (found) return found;
    }
    if (code !== null && SETTLED.has(code)) throw second;
    throw new CliFailure(EXIT.unavailable, unknown);
  }
}

/** Sends a creation under a new key, so that it creates once. */
export function sendCreation<Answer>(
  send: (requestKey: string) => Promise<Answer>,
  unknown: string,
): Promise<Answer> {
  const requestKey = randomBytes(REQUEST_KEY_BYTES).toString("hex");
  return sendAgainIfLost({ send: () => send(requestKey), unknown });
}

function isLost(error: unknown): boolean {
  if (!(error instanceof VaultClientError)) return false;
  const { code, reason } = error;
  if (code === "OUTCOME_UNKNOWN" || code === "TIMEOUT") return true;
  return code === "UNREACHABLE" && (reason === undefined || BROKEN_LATE.test(reason));
}
