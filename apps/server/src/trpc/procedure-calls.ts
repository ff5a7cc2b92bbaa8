import { type BodyClassName, isBodyClassName } from "@opp/api/body-classes";
import type { Context } from "@opp/api/context";
import { httpStatusOf, isBug, retryAfterSeconds, toTrpcError } from "@opp/api/errors";
import type { ProcedureMeta } from "@opp/api/procedures";
import { appRouter } from "@opp/api/routers/app-router";
import type { VaultError } from "@opp/core/errors";
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";

/** One procedure that a request calls, and the input it gives it: JSON values, not yet checked. */
export interface ProcedureCall {
  readonly path: string;
  readonly type: "query" | "mutation";
  /** @throws TRPCError PARSE_ERROR */
  readonly input: () => unknown;
}

export interface CallOutcome {
  readonly status: number;
  /** What was thrown and nobody expected; null: nothing. An expected error isn't kept: it can be larger than its request. */
  readonly bug: unknown;
  /** null where waiting doesn't help. */
  readonly retryAfterSeconds: number | null;
  /** As tRPC's wire format has it: `{ result: { data } }` or `{ error }`. */
  readonly body: { readonly result: { readonly data: unknown } } | { readonly error: unknown };
}

const MULTI_STATUS = 207;

/** By path: what a procedure says of itself. */
const DEFINITIONS: ReadonlyMap<string, object> = new Map(
  Object.entries(appRouter._def.procedures).map(([path, procedure]) => [
    path,
    Object(Reflect.get(procedure, "_def")),
  ]),
);

/** By path: what kind of procedure each is. */
export const PROCEDURE_TYPES: ReadonlyMap<string, string> = new Map(
  [...DEFINITIONS].map(([path, definition]) => [path, String(Reflect.get(definition, "type"))]),
);

/** What the body of a call to this path may bring. */
export function bodyClassOfProcedure(path: string): BodyClassName {
  const name = metaOf(path, "body");
  return isBodyClassName(name) ? name : "small";
}

/** Whether a call to this path works on a whole vault. */
export const isHeavyProcedure = (path: string): boolean => metaOf(path, "heavy") !== undefined;

function metaOf(path: string, key: keyof ProcedureMeta): unknown {
  const meta: unknown = Reflect.get(DEFINITIONS.get(path) ?? {}, "meta");
  return Reflect.get(Object(meta), key);
}

/** Calls one procedure. Never rejects: what goes wrong is in the outcome. */
export async function callProcedure(call: ProcedureCall, context: Promise<Context>): Promise<CallOutcome> {
  let ctx: Context | undefined;
  try {
    ctx = await context;
    refuseOtherMethod(call);
    const data = await callTRPCProcedure({
      router: appRouter,
      path: call.path,
      type: call.type,
      ctx,
      getRawInput: async () => call.input(),
      signal: undefined,
      batchIndex: 0,
    });
    return { status: 200, bug: null, retryAfterSeconds: null, body: { result: { data } } };
  } catch (cause) {
    return outcomeOf(cause, call, ctx);
  }
}

/** What a call is answered that isn't made. Never rejects. */
export const refuseCall = async (
  call: ProcedureCall,
  context: Promise<Context>,
  refusal: VaultError,
): Promise<CallOutcome> => outcomeOf(toTrpcError(refusal), call, await context.catch(() => undefined));

function outcomeOf(cause: unknown, { path, type }: ProcedureCall, ctx: Context | undefined): CallOutcome {
  const error = getTRPCErrorFromUnknown(cause);
  const config = appRouter._def._config;
  const shape = getTRPCErrorShape({ config, error, type, path, input: undefined, ctx });
  return {
    status: httpStatusOf(error),
    bug: isBug(error) ? (error.cause ?? error) : null,
    retryAfterSeconds: retryAfterSeconds(error),
    body: { error: shape },
  };
}

/** The status of an answer to several calls: theirs where they agree. */
export function jointStatus(outcomes: readonly CallOutcome[]): number {
  const [first] = outcomes;
  return first && outcomes.every(({ status }) => status === first.status) ? first.status : MULTI_STATUS;
}

/** tRPC alone would say that there is no such procedure. */
function refuseOtherMethod({ path, type }: ProcedureCall): void {
  const known = PROCEDURE_TYPES.get(path);
  if (known !== undefined && known !== type) throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
}
