import type { SessionId, UserId, VaultId } from "../ids.ts";

/** Told after a commit: which account or vault has changed, and nothing of what. */
export type ChangeNote =
  | {
      readonly kind: "vault";
      readonly vaultId: VaultId;
      readonly revision: number;
      /** The session that changed it; null: none. */
      readonly by: SessionId | null;
    }
  /** Anything in the account's activity, its sessions included. */
  | { readonly kind: "account"; readonly userId: UserId }
  /** Another process has written something. */
  | { readonly kind: "unknown" };

/** Numbers that rise when there is something new to see. */
export interface Revisions {
  /** Rises when the account opens in another way, or under another name. */
  readonly account: number;
  readonly vaults: readonly { readonly vaultId: VaultId; readonly revision: number }[];
}

/** So that a page needn't ask again and again. */
export interface ChangeStore {
  /** The numbers of an account, and of each vault that it is a member of, in order of the ids. */
  read(userId: UserId): Promise<Revisions>;
  /**
   * Calls the listener after each commit of this process, and within some two seconds after one of another. @returns how to
   * stop it.
   */
  watch(listener: (note: ChangeNote) => void): () => void;
}
