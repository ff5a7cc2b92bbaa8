/** What opens the vault in each request. It is in this tab's memory only, and dropped when the vault locks. */
export type Opener =
  | { readonly kind: "passphrase"; readonly passphrase: string }
  | {
      readonly kind: "passkey";
      /** From the server, in the passphrase's place; good for this session only. */
      readonly unlockTicket: string;
      /** Seals what waits in this tab while the vault is locked. */
      readonly waitingKey: CryptoKey;
    };

export const passphraseOpener = (passphrase: string): Opener => ({ kind: "passphrase", passphrase });

/** What seals a text that waits under the lock. */
export const waitingKeyIn = (opener: Opener): string | CryptoKey =>
  opener.kind === "passphrase" ? opener.passphrase : opener.waitingKey;
