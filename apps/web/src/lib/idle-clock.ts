/** Measures idle time by the wall clock: a timer alone stands still while a laptop sleeps. */
export function createIdleClock(now: () => number) {
  let lastActive = now();
  return {
    touch: () => {
      lastActive = now();
    },
    /** `idleMinutes` 0: never. */
    isOver: (idleMinutes: number) => idleMinutes > 0 && now() - lastActive >= idleMinutes * 60_000,
  };
}
