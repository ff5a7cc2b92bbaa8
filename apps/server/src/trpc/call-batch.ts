import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "@opp/api/context";
import { VaultError } from "@opp/core/errors";
import { jsonInTurns } from "../http/json-in-turns.ts";
import { type CallOutcome, callProcedure, type ProcedureCall, refuseCall } from "./procedure-calls.ts";

/** In characters. All of them are in memory until the last one is known, since the status comes first. */
const MAX_BATCH_ANSWER = 32 * 1024 * 1024;
/** Reads side by side: as many as one account's calls have places. */
const READS_AT_ONCE = 4;

export interface BatchOutcome {
  readonly outcomes: readonly CallOutcome[];
  /** Its JSON, piece by piece. */
  readonly body: Readable;
}

/**
 * Makes the calls of one request: reads a few side by side, others one after the other, each of which sees what the one before it did. Once
 * their answers are too large together, the rest isn't made, and each of them says so.
 */
export async function callBatch(
  calls: readonly ProcedureCall[],
  context: Promise<Context>,
  maxChars: number = MAX_BATCH_ANSWER,
): Promise<BatchOutcome> {
  const outcomes: CallOutcome[] = [];
  const texts: string[][] = [];
  let chars = 0;
  let next = 0;
  const makeCalls = async () => {
    for (let index = next++; ; index = next++) {
      const call = calls[index];
      if (!call) return;
      // Others get the event loop in between.
      if (index > 0) await nextTurn();
      const { body, ...outcome } = await (chars > maxChars
        ? refuseCall(call, context, tooLarge(maxChars))
        : callProcedure(call, context));
      const pieces: string[] = [];
      for await (const piece of jsonInTurns(body)) {
        pieces.push(piece);
        chars += piece.length;
      }
      texts[index] = pieces;
      // What was answered isn't kept a second time.
      outcomes[index] = { ...outcome, body: NO_BODY };
    }
  };
  const width = calls.every(({ type }) => type === "query") ? READS_AT_ONCE : 1;
  await Promise.all(Array.from({ length: width }, makeCalls));
  return { outcomes, body: Readable.from(joined(texts)) };
}

const NO_BODY = { error: null };

function* joined(texts: readonly string[][]): Generator<string> {
  let separator = "[";
  for (const pieces of texts) {
    yield separator;
    yield* pieces;
    separator = ",";
  }
  yield "]";
}

const tooLarge = (maxChars: number) =>
  new VaultError(
    "INVALID_INPUT",
    { reason: "batch-full" },
    `The answers of this batch are larger than ${maxChars} characters together, so this call wasn't made. Send it in another request, or read smaller pages: items.list with limit and cursor.`,
  );
