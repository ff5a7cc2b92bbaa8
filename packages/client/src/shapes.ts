import type { ProcedureShapes } from "./procedures.ts";

type Input<
  Router extends keyof ProcedureShapes,
  Name extends keyof ProcedureShapes[Router],
> = ProcedureShapes[Router][Name] extends { input: infer Value } ? Exclude<Value, undefined | void> : never;
type Output<
  Router extends keyof ProcedureShapes,
  Name extends keyof ProcedureShapes[Router],
> = ProcedureShapes[Router][Name] extends { output: infer Value } ? Value : never;

// The shapes that a client's own code names most; the published types use these names wherever a shape is one of them.
export type User = Output<"auth", "login">["user"];
export type Session = Output<"sessions", "list">["sessions"][number];
export type Category = Output<"categories", "list">["categories"][number];
export type ItemSummary = Output<"items", "list">["items"][number];
export type Item = Output<"items", "get">;
export type ItemVersion = Output<"items", "versions">["versions"][number];
export type NewItem = Input<"items", "create">["items"][number];
export type ItemChange = Input<"items", "update">["items"][number];
export type Credentials = Input<"auth", "login">;
export type Login = Output<"auth", "login">;
export type PasswordOptions = Input<"generator", "password">;
export type PassphraseOptions = Input<"generator", "passphrase">;
