import type { WrittenValues } from "@opp/core/items/fields";
import { createStore } from "../../base/external-store.ts";
import { openText, type SealedText, sealText } from "./seal-text.ts";

export interface ItemValues extends WrittenValues {
  readonly categoryId: number | null;
}

/** A form that somebody began and didn't save. */
export interface Draft {
  /** null: a new item. */
  readonly itemId: number | null;
  /** The item as it was when the form was opened; null for a new one. */
  readonly base: (ItemValues & { readonly revision: number }) | null;
  readonly values: ItemValues;
  /** Where in the app the form stood. */
  readonly route: string;
  /** The app itself began it, so nothing comes back that somebody typed. */
  readonly isPrefilled?: boolean;
}

interface Sealed {
  readonly username: string;
  readonly text: Promise<SealedText>;
}

/** The draft while the vault is open. */
export const draftStore = createStore<Draft | null>(null);

let sealed: Sealed | null = null;

/** Keeps the draft over a lock or a session's end: sealed under the passphrase, in this tab's memory only. */
export const draftVault = {
  seal(passphrase: string, username: string): void {
    const draft = draftStore.get();
    draftStore.set(null);
    if (draft) sealed = { username, text: sealText(passphrase, JSON.stringify(draft)) };
  },

  /** Gives the draft back to its owner; anybody else's is dropped. "lost": the passphrase was changed meanwhile. */
  async open(passphrase: string, username: string): Promise<"none" | "back" | "lost"> {
    const kept = sealed;
    sealed = null;
    if (!kept || kept.username !== username) return "none";
    const text = await openText(passphrase, await kept.text);
    if (text === null) return "lost";
    draftStore.set(JSON.parse(text));
    return "back";
  },

  discard(): void {
    sealed = null;
    draftStore.set(null);
  },

  isWaiting: (): boolean => sealed !== null,
};
