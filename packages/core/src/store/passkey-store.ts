import type { PasskeyId, UserId, VaultId } from "../ids.ts";
import type { PasskeyAlgorithm } from "../rules/passkeys.ts";
import type { Sealed } from "../sealed.ts";
import type { UserRow } from "./rows.ts";
import type { FactorChange, SpentProof, UsedChallenge } from "./second-factor-store.ts";

export interface PasskeyRow {
  readonly id: PasskeyId;
  readonly userId: UserId;
  /** What its authenticator calls it; no other passkey is called so. */
  readonly credentialId: Uint8Array;
  /** The host name that it was made for. */
  readonly rpId: string;
  /** Its public key, as SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly algorithm: PasskeyAlgorithm;
  /** Of its last answer; an authenticator that counts none says 0. */
  readonly signCount: number;
  /** It may be on several devices, which don't know each other's counts. */
  readonly backupEligible: boolean;
  /** false: it only proves a second factor. */
  readonly mayLogIn: boolean;
  /** As the browser named them, separated by spaces. */
  readonly transports: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly sealRev: number;
  readonly revision: number;
  readonly sealed: Sealed;
  /** Both null: it doesn't open the vault. */
  readonly unlockPrivate: Sealed | null;
  readonly unlockBox: Sealed | null;
}

export type NewPasskeyRow = Omit<PasskeyRow, "userId" | "createdAt" | "lastUsedAt" | "sealRev" | "revision">;

/** Another vault key for the passkeys that open the vault, while the account's `factorRev` is this one. */
export interface PasskeyBoxes {
  readonly factorRev: number;
  /** null: the passkey doesn't open the vault any more. */
  readonly boxes: readonly { readonly id: PasskeyId; readonly unlockBox: Sealed | null }[];
}

/** An account's passkeys, as the contract in store.ts has its methods. */
export interface PasskeyStore {
  /** The committed counter of an account's personal vault; the first of the ids. */
  reserveIds(vaultId: VaultId, count: number): Promise<number>;
  /** In order of their ids. */
  list(userId: UserId): Promise<PasskeyRow[]>;
  find(userId: UserId, id: PasskeyId): Promise<PasskeyRow | null>;
  /** With its owner, who may have deleted the account. */
  findByCredential(
    credentialId: Uint8Array,
  ): Promise<{ passkey: PasskeyRow; user: UserRow; handle: Uint8Array } | null>;
  /** 16 random bytes, which authenticators know the account by. */
  findHandle(userId: UserId): Promise<Uint8Array | null>;
  isUsed(nonce: Uint8Array): Promise<boolean>;
  /**
   * Uses the challenge up, and notes the proof in the session that is kept. overtaken: the factors were changed, the challenge was used,
   * or `sealed` isn't under the vault's current key. Event: "passkey-added".
   */
  insert(
    userId: UserId,
    added: FactorChange & {
      readonly row: NewPasskeyRow;
      readonly challenge: UsedChallenge;
      readonly most: number;
    },
  ): Promise<"inserted" | "known" | "too-many" | "overtaken">;
  /** A new record, while the row has `expectedRevision`, sealed under the vault's current key. */
  replace(
    userId: UserId,
    changed: {
      readonly id: PasskeyId;
      readonly expectedRevision: number;
      readonly sealRev: number;
      readonly sealed: Sealed;
    },
  ): Promise<boolean>;
  /**
   * Lets a passkey open the vault, or no more, with a new record as `replace` has it. The proof is used up. Events: "passkey-unlock-on",
   * "passkey-unlock-off".
   */
  setUnlock(
    userId: UserId,
    changed: FactorChange & {
      readonly id: PasskeyId;
      readonly expectedRevision: number;
      readonly sealRev: number;
      readonly sealed: Sealed;
      /** null: no more. */
      readonly unlock: {
        readonly unlockPrivate: Sealed;
        readonly unlockBox: Sealed;
        readonly proof: SpentProof;
      } | null;
    },
  ): Promise<boolean>;
  /** The sessions that it opened end, the one that is kept, too. Event: "passkey-removed". */
  remove(userId: UserId, change: FactorChange & { readonly id: PasskeyId }): Promise<boolean>;
}
