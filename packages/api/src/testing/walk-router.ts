import { TRPCError } from "@trpc/server";
import { describeError, type ErrorAnswer } from "../errors.ts";
import { appRouter } from "../routers/app-router.ts";
import type { Caller } from "./test-api.ts";

export interface WalkedProcedure {
  /** As it stands in the URL, such as `items.create`. */
  readonly path: string;
  readonly type: unknown;
  /** The zod schema of its input; undefined: it takes none. */
  readonly input: unknown;
  /** The zod schema of its output; undefined: it has none. */
  readonly output: unknown;
}

/** Every procedure of the router, as the router itself knows them. */
export function walkRouter(): WalkedProcedure[] {
  return Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => {
    // At run time the procedures stand side by side under their whole path, with their schemas; the types say otherwise.
    const { inputs, output, type } = Reflect.get(Object(procedure), "_def");
    if (!Array.isArray(inputs) || inputs.length > 1)
      throw new Error(`${path} has more than one input schema: teach the walk about it.`);
    return { path, type, input: inputs[0], output };
  });
}

type Refusal = Pick<ErrorAnswer, "code" | "vaultCode" | "details" | "fields"> & { readonly message: string };
export type Answer = { readonly ok: unknown } | { readonly refused: Refusal };

/** Calls a procedure by its path, and answers what a client would be told. */
export async function callByPath(caller: Caller, path: string, input: unknown): Promise<Answer> {
  const procedure = path.split(".").reduce<unknown>((at, part) => Reflect.get(Object(at), part), caller);
  if (typeof procedure !== "function") throw new Error(`${path} is no procedure.`);
  try {
    return { ok: await Reflect.apply(procedure, undefined, [input]) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { message, data } = describeError(error, null, null);
    const { code, vaultCode, details, fields } = data;
    return { refused: { code, vaultCode, details, fields, message } };
  }
}
