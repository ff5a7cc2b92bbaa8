import type { LockReason } from "../../../lib/session/session.ts";

export interface LockRules {
  /** 0: never. */
  readonly idleMinutes: number;
  readonly lockHiddenSeconds: number | null;
  readonly lockAfterSleep: boolean;
}

/** Hidden tabs are asked once a minute by some browsers, so a gap of more than two is sleep, or a tab that was frozen. */
const SLEEP_MILLISECONDS = 150_000;

/** @param now of a steady clock: a timer alone stands still while a laptop sleeps, and the device's clock may be set back. */
export function createLockWatch(now: () => number) {
  let lastActive = now();
  let lastLook = now();
  let hiddenSince: number | null = null;
  return {
    touch: () => {
      lastActive = now();
    },
    setHidden: (isHidden: boolean) => {
      hiddenSince = isHidden ? (hiddenSince ?? now()) : null;
    },
    /** Why it is time to lock, if it is. To be asked every second, and before an act of the person counts as one. */
    look: (rules: LockRules): LockReason | null => {
      const at = now();
      const slept = at - lastLook >= SLEEP_MILLISECONDS;
      lastLook = at;
      if (rules.idleMinutes > 0 && at - lastActive >= rules.idleMinutes * 60_000) return "idle";
      const { lockHiddenSeconds: hiddenSeconds } = rules;
      if (hiddenSince !== null && hiddenSeconds !== null && at - hiddenSince >= hiddenSeconds * 1000)
        return "hidden";
      return slept && rules.lockAfterSleep ? "sleep" : null;
    },
  };
}
