/**
 * Milliseconds that only ever grow, for durations. The page's own clock doesn't jump when the device's clock is set, but stands still
 * in some browsers while the device sleeps; the device's clock counts the sleep. So of the two steps since the last look the larger
 * one counts.
 */
export function createSteadyClock(
  elapsed: () => number = () => performance.now(),
  wall: () => number = () => Date.now(),
): () => number {
  let lastElapsed = elapsed();
  let lastWall = wall();
  let total = 0;
  return () => {
    const [nextElapsed, nextWall] = [elapsed(), wall()];
    total += Math.max(nextElapsed - lastElapsed, nextWall - lastWall, 0);
    [lastElapsed, lastWall] = [nextElapsed, nextWall];
    return total;
  };
}

/** The clock of this page, for everything that is checked every second. */
export const steadyNow = createSteadyClock();
