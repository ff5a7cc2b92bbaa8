import type { AppRouter } from "@opp/api/routers/app-router";
import type { AnyProcedure, inferProcedureInput, inferProcedureOutput } from "@trpc/server";

/** What one call may say for itself. */
export interface CallOptions {
  /** Gives the call up. What it asked for may happen all the same, if it had reached the server. */
  readonly signal?: AbortSignal;
  /** Instead of the client's own. */
  readonly timeoutMilliseconds?: number;
}

/** Reads. Repeated once where the connection broke, or where the server says that it is busy. */
export interface Query<Input, Output> {
  query(...args: CallArguments<Input>): Promise<Output>;
}

/**
 * Changes something, or answers what must not be kept. Never repeated by the client. A call that creates takes a `requestKey`, which makes
 * it safe to repeat.
 */
export interface Mutation<Input, Output> {
  mutate(...args: CallArguments<Input>): Promise<Output>;
}

/** Where a call needs no input, it may be left out. */
export type CallArguments<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/** What each procedure takes and answers: build/published-types.mjs writes it out in full, since nobody outside has the router. */
export type ProcedureShapes = ShapesOf<AppRouter["_def"]["record"]>;

type ShapesOf<Routers> = {
  readonly [RouterName in keyof Routers]: {
    readonly [Name in keyof Routers[RouterName]]: Routers[RouterName][Name] extends infer Procedure extends
      AnyProcedure
      ? {
          type: Procedure["_def"]["type"];
          input: inferProcedureInput<Procedure>;
          output: inferProcedureOutput<Procedure>;
        }
      : never;
  };
};

/** The server's procedures, as they are called. */
export type VaultProcedures = {
  readonly [RouterName in keyof ProcedureShapes]: {
    readonly [Name in keyof ProcedureShapes[RouterName]]: CallableOf<ProcedureShapes[RouterName][Name]>;
  };
};

type CallableOf<Shape> = Shape extends { type: "query"; input: infer Input; output: infer Output }
  ? Query<Input, Output>
  : Shape extends { type: "mutation"; input: infer Input; output: infer Output }
    ? Mutation<Input, Output>
    : never;
