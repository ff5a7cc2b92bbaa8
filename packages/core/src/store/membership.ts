import type { UserId, VaultId } from "../ids.ts";
import type { Membership, MembershipState, VaultRole } from "./rows.ts";

/** Why someone may not do in a vault what was asked. For who isn't a member, the vault isn't there. */
export type Refusal = "no-member" | "role-insufficient";

const RANKS: Readonly<Record<VaultRole, number>> = { reader: 1, editor: 2, manager: 3 };

/** @returns null for a member of at least the role that is needed. */
export function findRefusal(
  membership: { readonly role: VaultRole; readonly state: MembershipState } | null,
  needed: VaultRole,
): Refusal | null {
  if (membership?.state !== "member") return "no-member";
  return RANKS[membership.role] < RANKS[needed] ? "role-insufficient" : null;
}

/** Vaults and who may do what in them. An account's personal vault is made with the account. */
export interface VaultStore {
  /** What an account is to a vault; null when it is nothing to it, or there is no such vault. */
  findMembership(vaultId: VaultId, userId: UserId): Promise<Membership | null>;
  /** Makes an account what is given, whatever it was before. "unknown": there is no such vault or account. */
  setMembership(
    vaultId: VaultId,
    userId: UserId,
    membership: Pick<Membership, "role" | "state">,
  ): Promise<"set" | "unknown">;
  /** Answers whether the account was anything to the vault. */
  removeMembership(vaultId: VaultId, userId: UserId): Promise<boolean>;
}
