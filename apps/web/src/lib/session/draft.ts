import type { WrittenValues } from "@opp/core/items/fields";
import { createStore } from "../../base/external-store.ts";
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
  /** Where in the app the form stood. */
  readonly route: string;
  /** Started by the app itself, so it contains nothing that the user typed. */
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

  /** Returns the draft to its owner and drops anyone else's. "lost": the passphrase has changed. */
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
