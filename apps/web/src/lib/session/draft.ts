import type { WrittenValues } from "@opp/core/items/fields";
import { createStore } from "../../base/external-store.ts";
import type { Opener } from "./opener.ts";
import { openText, type SealedText, sealText } from "./seal-text.ts";

export interface ItemValues extends WrittenValues {
  readonly categoryId: number | null;
}

/** An unsaved form. */
export interface Draft {
  /** null: a new item. */
  readonly itemId: number | null;
  /** The item when the form was opened; null for a new one. */
  readonly base: (ItemValues & { readonly revision: number }) | null;
  readonly values: ItemValues;
  /** A creation whose outcome isn't known: its key, and the values that it was sent with. */
  readonly attempt?: { readonly requestKey: string; readonly asked: ItemValues } | null;
  /** Where in the app the form stood. */
  readonly route: string;
  /** Started by the app itself, so it contains nothing that the user typed. */
  readonly isPrefilled?: boolean;
}

interface Sealed {
  readonly username: string;
  readonly text: Promise<SealedText>;
}

/** What sealed a draft, and opens it again: a passphrase, or the key of the passkey that unlocked the vault. */
type DraftSecret = string | CryptoKey;

const kindOf = (secret: DraftSecret): Opener["kind"] =>
  typeof secret === "string" ? "passphrase" : "passkey";

/** The draft while the vault is open. */
export const draftStore = createStore<Draft | null>(null);

const sealed = new Map<Opener["kind"], Sealed>();

/** Keeps the draft over a lock or a session's end: sealed under what had opened the vault, in this tab's memory only. */
export const draftVault = {
  seal(secret: DraftSecret, username: string): void {
    const draft = draftStore.get();
    draftStore.set(null);
    if (draft) sealed.set(kindOf(secret), { username, text: sealText(secret, JSON.stringify(draft)) });
  },

  /**
   * Returns the draft to its owner and drops anyone else's.
   * @returns "lost": the passphrase has changed; or what it still waits for, if something else sealed it
   */
  async open(secret: DraftSecret, username: string): Promise<"none" | "back" | "lost" | Opener["kind"]> {
    for (const [kind, { username: owner }] of sealed) if (owner !== username) sealed.delete(kind);
    const own = kindOf(secret);
    const kept = sealed.get(own);
    if (!kept) return [...sealed.keys()][0] ?? "none";
    const text = await openText(secret, await kept.text);
    // Another passkey than the one that sealed it says nothing against that one.
    if (text === null && own === "passkey") return own;
    sealed.delete(own);
    if (text === null) return "lost";
    draftStore.set(JSON.parse(text));
    return "back";
  },

  discard(): void {
    sealed.clear();
    draftStore.set(null);
  },

  isWaiting: (): boolean => sealed.size > 0,
};
