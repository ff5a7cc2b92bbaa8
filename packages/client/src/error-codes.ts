import { VAULT_ERROR_MESSAGES, type VaultErrorCode } from "@opp/core/errors";

/** What the client itself finds, before or instead of an answer of the server. */
type OwnCode = "ABORTED" | "INVALID_OPTIONS" | "TIMEOUT" | "UNEXPECTED" | "UNREACHABLE";

export type VaultClientErrorCode = VaultErrorCode | "INTERNAL" | OwnCode;

/** Whether a code is one that the server may answer. */
export const isServerCode = (code: unknown): code is VaultErrorCode | "INTERNAL" =>
  code === "INTERNAL" || (typeof code === "string" && Object.hasOwn(VAULT_ERROR_MESSAGES, code));
