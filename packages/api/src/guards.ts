import { VaultError } from "@opp/core/errors";
import { API_CONTRACT } from "@opp/core/schemas/contract";
import type { SecondFactorProof } from "@opp/core/schemas/second-factor";
import { type LiveSession, loadLiveSession, type TokenClaims } from "@opp/core/vault/access/sessions";
import { requireStepUp } from "@opp/core/vault/access/step-up";
import { type UnlockedAccount, unlockAccount } from "@opp/core/vault/access/unlock";
import { unlockWithTicket } from "@opp/core/vault/access/unlock-with-passkey";
import type { Context } from "./context.ts";
import { SECOND_FACTOR_HEADER } from "./request-credentials.ts";

// Who may do what, for procedures and for routes of other kinds.

/** @throws VaultError UNAUTHORIZED unless the request has a valid token of a live session. */
export const requireSession = async (context: Context): Promise<LiveSession> =>
  loadLiveSession(context.deps, await readClaims(context));

/** The same, without counting as a use of the session. @throws VaultError UNAUTHORIZED */
export const watchSession = async (context: Context): Promise<LiveSession> =>
  loadLiveSession(context.deps, await readClaims(context), { isUse: false });

/** The session that the request has a valid token of; null: none, which a request that proves itself otherwise doesn't need. */
export async function findSession(context: Context): Promise<LiveSession | null> {
  try {
    return await requireSession(context);
  } catch (error) {
    if (error instanceof VaultError && error.code === "UNAUTHORIZED") return null;
    throw error;
  }
}

/**
 * Unlocks the account with the request's token and passphrase, or the ticket in its place; counts a wrong passphrase. The caller disposes of it, which
 * wipes its keys.
 * @throws VaultError UNAUTHORIZED, PASSPHRASE_REQUIRED, PASSPHRASE_INCORRECT, BUSY
 */
export const requireUnlocked = async (context: Context): Promise<UnlockedAccount> =>
  context.credentials.ticket
    ? unlockWithTicket(context.deps, await readClaims(context), context.credentials.ticket)
    : unlockAccount(context.deps, await readClaims(context), context.credentials.passphrase);

/**
 * As `requireUnlocked`, for what an account with a second factor asks a proof of the last ten minutes for, or one that comes along.
 * @throws VaultError SECOND_FACTOR_REQUIRED, SECOND_FACTOR_INCORRECT (counted), and as `requireUnlocked`
 */
export async function requireSteppedUp(context: Context): Promise<UnlockedAccount> {
  const account = await requireUnlocked(context);
  try {
    await requireStepUp(context.deps, account.live, {
      proof: context.credentials.secondFactor,
      site: context.origin.site,
    });
    return account;
  } catch (error) {
    account[Symbol.dispose]();
    throw error;
  }
}

/** The proof that a call brings, in its input or its header. @throws VaultError INVALID_INPUT for both. */
export function proofOf<Input extends { readonly secondFactor?: SecondFactorProof | undefined }>(
  { credentials }: Context,
  input: Input,
): Input {
  if (credentials.secondFactor === null) return input;
  if (input.secondFactor !== undefined)
    throw new VaultError(
      "INVALID_INPUT",
      { field: "secondFactor" },
      `Send the second factor only once, in the input or in the header ${SECOND_FACTOR_HEADER}.`,
    );
  return { ...input, secondFactor: credentials.secondFactor };
}

/** Whether the request comes from a page of another contract: it can't know what it would overwrite, so it may change nothing. */
export const isOfOtherContract = ({ contract }: Context): boolean =>
  contract !== null && contract !== String(API_CONTRACT);

async function readClaims({ api, credentials }: Context): Promise<TokenClaims> {
  if (!credentials.token) throw new VaultError("UNAUTHORIZED", { reason: "missing" });
  return api.tokens.verify(credentials.token);
}
