import type { PasskeyId, SessionId, UserId } from "../ids.ts";
import type { Sealed } from "../sealed.ts";

/** A challenge that was answered: it is used up in the transaction that it pays for. */
export interface UsedChallenge {
  /** 16 bytes. */
  readonly nonce: Uint8Array;
  readonly expiresAt: number;
}

/** A proof that was judged to be right, to be used up. */
export type SpentProof =
  | { readonly kind: "totp"; readonly step: number }
  | { readonly kind: "spare"; readonly hash: Uint8Array }
  | {
      readonly kind: "passkey";
      readonly id: PasskeyId;
      /** Of this answer. Where the row has as high a one, the proof isn't good, unless neither counts or the passkey may be copied. */
      readonly signCount: number;
      readonly challenge: UsedChallenge;
      /** It replaces username and password: the session is one that this passkey opened. */
      readonly logsIn: boolean;
    };

/** What a call from outside a session was proved with; it holds only while the account's factors are the same. */
export interface FactorCheck {
  readonly factorRev: number;
  /** null: the account asks for none. */
  readonly proof: SpentProof | null;
}

export interface TotpRow {
  readonly sealed: Sealed;
  /** Codes of this step and of those before it are used up. */
  readonly lastStep: number;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface FactorsRow {
  readonly totp: TotpRow | null;
  /** A secret that is being set up: it proves nothing yet. */
  readonly pending: { readonly sealed: Sealed; readonly at: number } | null;
  readonly spareCodesLeft: number;
  readonly passkeys: number;
}

/** Takes effect only while the account's `factorRev` is this one. Ends every session but `keep`. */
export interface FactorChange {
  readonly factorRev: number;
  readonly keep: SessionId;
  readonly now: number;
}

/** So many wrong codes at once, then one each time, and none after `most` until another proof succeeds. */
export interface TryRule {
  readonly atOnce: number;
  readonly everyMs: number;
  readonly most: number;
  /** Whether a right code is refused as well while the tries are used up: where a code can be guessed. */
  readonly holdsRightOnes: boolean;
}

/** limited: until then (null: another kind of proof has to come first). */
export type JudgedTry =
  | { readonly verdict: "right" | "wrong" }
  | { readonly verdict: "limited"; readonly waitMs: number | null };

/** How accounts prove a second factor, as the contract in store.ts has its methods. A change of factors raises `factorRev`. */
export interface SecondFactorStore {
  find(userId: UserId): Promise<FactorsRow>;
  /** Whether the account has this spare code, and it wasn't used. */
  hasSpareCode(userId: UserId, hash: Uint8Array): Promise<boolean>;
  /**
   * Counts a code that was sent with the right password. In one transaction, so that tries side by side can't outrun the count:
   * no verdict may be answered before. A right one isn't used up yet. Event: "second-factor-failed" for a wrong one that isn't limited.
   */
  judgeTry(
    userId: UserId,
    tried: {
      readonly kind: "totp" | "spare";
      readonly isRight: boolean;
      readonly now: number;
      readonly rule: TryRule;
    },
  ): Promise<JudgedTry>;
  /** Keeps a secret until its first code comes; one that was pending is gone. Changes no factor. */
  beginTotp(userId: UserId, begun: { readonly pending: Sealed; readonly now: number }): Promise<boolean>;
  /**
   * Makes the secret that is still `pending` the account's, of which the code of `step` is used up, and notes the proof in the session
   * that is kept. `spareCodes`: hashes, if it gets any. Event: "totp-added".
   */
  confirmTotp(
    userId: UserId,
    confirmed: FactorChange & {
      readonly pending: Sealed;
      readonly step: number;
      readonly spareCodes: readonly Uint8Array[] | null;
    },
  ): Promise<boolean>;
  /** A secret that is being set up goes, too. Event: "totp-removed". */
  removeTotp(userId: UserId, change: FactorChange): Promise<boolean>;
  /** Replaces all, used ones and unused ones. Event: "spare-codes-renewed". */
  replaceSpareCodes(
    userId: UserId,
    change: FactorChange & { readonly spareCodes: readonly Uint8Array[] },
  ): Promise<boolean>;
  /** Events: "second-factor-on", "second-factor-off". */
  setRequired(userId: UserId, change: FactorChange & { readonly on: boolean }): Promise<boolean>;
  /** Switch off, everything that proves gone, all sessions ended. Event: "second-factor-reset". */
  reset(userId: UserId, now: number): Promise<boolean>;
  /** Uses a proof up and notes it in the session. Event for a spare code: "spare-code-used". */
  stepUp(
    userId: UserId,
    sessionId: SessionId,
    stepped: { readonly proof: SpentProof; readonly now: number },
  ): Promise<boolean>;
  /** The secrets of all accounts, for who checks that they open. */
  listTotp(): Promise<{ userId: UserId; sealed: Sealed }[]>;
  /**
   * Erases secrets that have been pending since before `pendingBefore`, and answered challenges that expired before `now`. No code is
   * used up beyond `latestStep`, as after the clock was set back. Answers how many rows changed.
   */
  sweep(due: {
    readonly now: number;
    readonly pendingBefore: number;
    readonly latestStep: number;
  }): Promise<number>;
}
