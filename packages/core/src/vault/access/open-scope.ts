import {
  asVaultScope,
  personalVaultOf,
  type SessionId,
  type UserId,
  type VaultId,
  type VaultScope,
} from "../../ids.ts";
import { findRefusal } from "../../store/membership.ts";
import type { VaultRole } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { noSuchVault, type OpenVault, requireAllowed } from "../open-vault.ts";
import { deviceOf } from "./sessions.ts";
import type { UnlockedAccount } from "./unlock.ts";

/** Which vault is asked for (left out: the account's own), and the least role that will do. */
export interface VaultRequest {
  readonly vaultId?: VaultId | undefined;
  readonly role: VaultRole;
  /** The session that asks; left out: none does. */
  readonly by?: SessionId;
}

/** The one place that makes a scope. @throws VaultError NOT_FOUND for a vault that one isn't a member of, ROLE_INSUFFICIENT. */
export async function openScope(
  deps: Pick<VaultDeps, "store">,
  userId: UserId,
  request: VaultRequest,
): Promise<VaultScope> {
  return (await lookUp(deps, userId, request)).scope;
}

/**
 * Opens a vault for an account. Nobody is given the key of another vault than their own yet, and a vault without its key isn't there.
 * @throws VaultError as `openScope`.
 */
export async function openVault(
  deps: VaultDeps,
  account: UnlockedAccount,
  request: VaultRequest,
): Promise<OpenVault> {
  const { scope, role, kind } = await lookUp(deps, account.userId, {
    ...request,
    by: account.live.sessionId,
  });
  if (scope.vaultId !== personalVaultOf(account.userId)) throw noSuchVault();
  const owner = kind === "personal" ? { userId: scope.vaultId } : { vaultId: scope.vaultId };
  return {
    scope,
    role,
    keys: account.keys,
    owner,
    // Opened only for what is written down: most requests read.
    get device() {
      return deviceOf(deps, account.live);
    },
  };
}

async function lookUp(
  { store }: Pick<VaultDeps, "store">,
  userId: UserId,
  { vaultId, role, by }: VaultRequest,
) {
  const asked = vaultId ?? personalVaultOf(userId);
  const membership = await store.vaults.findMembership(asked, userId);
  requireAllowed(findRefusal(membership, role));
  if (!membership) throw noSuchVault();
  return { scope: asVaultScope(asked, userId, by), role: membership.role, kind: membership.kind };
}
