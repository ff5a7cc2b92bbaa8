import { createStore } from "../../../base/external-store.ts";
import { whenVaultCloses } from "../../../lib/session/session.ts";

export interface GeneratedBefore {
  readonly text: string;
  readonly at: number;
}

const KEPT = 20;

/**
 * The copied or used passwords, latest first, because sites sometimes lose a new password. In this tab's memory, and no
 * longer than the vault is open.
 */
export const generatedBefore = createStore<readonly GeneratedBefore[]>([]);

let stopFollowing: (() => void) | null = null;

export function keepGenerated(text: string, at: number): void {
  stopFollowing ??= whenVaultCloses(forgetGenerated);
  const others = generatedBefore.get().filter((each) => each.text !== text);
  generatedBefore.set([{ text, at }, ...others].slice(0, KEPT));
}

export function forgetGenerated(): void {
  stopFollowing?.();
  stopFollowing = null;
  generatedBefore.set([]);
}
