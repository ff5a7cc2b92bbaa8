export type { VaultClientErrorCode } from "./error-codes.ts";
export type { Fetch } from "./fetch.ts";
export type { CallOptions, Mutation, Query, VaultProcedures } from "./procedures.ts";
export type * from "./shapes.ts";
export { createVaultClient, type VaultClient, type VaultClientOptions } from "./vault-client.ts";
export { type FieldProblem, VaultClientError } from "./vault-client-error.ts";
