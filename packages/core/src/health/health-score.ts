import type { ItemHealth } from "../schemas/health.ts";

/** What counts against an item, as the health screen and the search (`is:weak`, `is:reused`, `is:old`) see it. */
export interface HealthFlags {
  readonly breached: boolean;
  readonly weak: boolean;
  readonly reused: boolean;
  readonly old: boolean;
  readonly insecure: boolean;
  readonly codeMissing: boolean;
}

/** An item of the report, with its strength once that is known, in the terms the score counts in. */
export type JudgedItem = Pick<
  ItemHealth,
  "hasPassword" | "reuseGroup" | "passwordChangedAt" | "insecure" | "code"
> & {
  /** 0 to 4; null: not judged yet. */
  readonly strength: number | null;
  /** How often it was seen in breaches; null: not checked. */
  readonly seen: number | null;
};

/** Fewer than 10^8 guesses: hours for whoever stole a slow hash of it, no time at all if the hash was a fast one. */
export const WEAK_UP_TO = 2;

/** What an item with a password loses of its 100 points. */
export const LOSSES = {
  breached: 100,
  guessable: 100,
  weak: 60,
  reused: 50,
  old: 10,
  insecure: 10,
  codeMissing: 10,
} as const;

/** @param oldAfterMs 0: no password is ever too old. */
export const flagsOf = (item: JudgedItem, now: number, oldAfterMs: number): HealthFlags => ({
  breached: item.seen !== null && item.seen > 0,
  weak: item.strength !== null && item.strength <= WEAK_UP_TO,
  reused: item.reuseGroup !== null,
  old: oldAfterMs > 0 && item.passwordChangedAt !== null && now - item.passwordChangedAt > oldAfterMs,
  insecure: item.insecure,
  codeMissing: item.code === "missing",
});

/**
 * The score of a vault: each item with a password starts with 100 points and loses, down to 0, what LOSSES says; the score is
 * their average, rounded down, so that 100 means that nothing is left to do. null: there is no password to judge.
 */
export function healthScore(items: Iterable<{ item: JudgedItem; flags: HealthFlags }>): number | null {
  let points = 0;
  let count = 0;
  for (const { item, flags } of items) {
    if (!item.hasPassword) continue;
    count += 1;
    points += Math.max(0, 100 - lossOf(item, flags));
  }
  return count === 0 ? null : Math.floor(points / count);
}

/** The points that the item loses; more than 100 is worse, and costs no more. */
export function lossOf({ strength }: JudgedItem, flags: HealthFlags): number {
  const weak = !flags.weak ? 0 : (strength ?? 0) < WEAK_UP_TO ? LOSSES.guessable : LOSSES.weak;
  return (
    (flags.breached ? LOSSES.breached : 0) +
    weak +
    (flags.reused ? LOSSES.reused : 0) +
    (flags.old ? LOSSES.old : 0) +
    (flags.insecure ? LOSSES.insecure : 0) +
    (flags.codeMissing ? LOSSES.codeMissing : 0)
  );
}
