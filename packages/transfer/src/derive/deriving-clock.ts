/** What key derivations have taken so far, and the memory that the present one may take. They have separate caps and don't count as parsing. */
export interface DerivingTime {
  readonly milliseconds: number;
  readonly bytes: number;
}

let finished = 0;
const running = new Set<{ readonly since: number; readonly bytes: number }>();

export async function whileDeriving<T>(bytes: number, derive: () => T | Promise<T>): Promise<T> {
  const run = { since: performance.now(), bytes };
  running.add(run);
  try {
    return await derive();
  } finally {
    finished += performance.now() - run.since;
    running.delete(run);
  }
}

export const derivingTime = (): DerivingTime => ({
  milliseconds: [...running].reduce((sum, { since }) => sum + performance.now() - since, finished),
  bytes: [...running].reduce((sum, { bytes }) => sum + bytes, 0),
});
