import { describe, expect, it } from "vitest";
import { createLockWatch, type LockRules } from "./lock-watch.ts";

const MINUTE = 60_000;
const NEVER: LockRules = { idleMinutes: 0, lockHiddenSeconds: null, lockAfterSleep: false };

function watchAt(start = 1_000_000) {
  const clock = { at: start };
  const watch = createLockWatch(() => clock.at);
  /** Time passes as in an open tab: it looks every second. */
  const pass = (milliseconds: number, rules: LockRules) => {
    for (let left = milliseconds; left > 0; left -= 1000) {
      clock.at += Math.min(1000, left);
      const reason = watch.look(rules);
      if (reason) return reason;
    }
    return null;
  };
  return { clock, watch, pass };
}

describe("the lock", () => {
  it("comes after the configured minutes without activity", () => {
    const { watch, pass } = watchAt();
    const rules = { ...NEVER, idleMinutes: 10 };
    expect(pass(9 * MINUTE, rules)).toBe(null);
    watch.touch();
    expect(pass(9 * MINUTE, rules)).toBe(null);
    expect(pass(MINUTE, rules)).toBe("idle");
  });

  it("counts the time that a laptop slept as idle", () => {
    const { clock, watch } = watchAt();
    clock.at += 11 * MINUTE;
    expect(watch.look({ ...NEVER, idleMinutes: 10 })).toBe("idle");
  });

  it("comes when a tab is hidden, at once or after a while, and not when it is seen again before", () => {
    const { watch, pass } = watchAt();
    watch.setHidden(true);
    expect(watch.look({ ...NEVER, lockHiddenSeconds: 0 })).toBe("hidden");
    expect(watch.look(NEVER)).toBe(null);
    const rules = { ...NEVER, lockHiddenSeconds: 60 };
    expect(pass(59_000, rules)).toBe(null);
    watch.setHidden(false);
    expect(pass(5 * MINUTE, rules)).toBe(null);
    watch.setHidden(true);
    expect(pass(30_000, rules)).toBe(null);
    watch.setHidden(true);
    expect(pass(30_000, rules)).toBe("hidden");
  });

  it("comes after sleep, if wanted, however short the idle time was", () => {
    const { clock, watch } = watchAt();
    const rules = { ...NEVER, idleMinutes: 60, lockAfterSleep: true };
    clock.at += 3 * MINUTE;
    expect(watch.look({ ...rules, lockAfterSleep: false })).toBe(null);
    clock.at += 3 * MINUTE;
    expect(watch.look(rules)).toBe("sleep");
  });

  it("takes a hidden tab that is asked once a minute for awake", () => {
    const { clock, watch } = watchAt();
    for (let i = 0; i < 30; i++) {
      clock.at += MINUTE;
      expect(watch.look({ ...NEVER, lockAfterSleep: true })).toBe(null);
    }
  });

  it("never comes where nothing is wanted", () => {
    const { clock, watch } = watchAt();
    watch.setHidden(true);
    clock.at += 1000 * MINUTE;
    expect(watch.look(NEVER)).toBe(null);
  });
});
