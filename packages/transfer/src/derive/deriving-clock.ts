/** What key derivations have taken so far, and the memory that the present one may take. They have caps of their own and don't count as parsing. */
export interface DerivingTime {
  readonly milliseconds: number;
  readonly bytes: number;
}

let finished = 0;
let running: { readonly since: number; readonly bytes: number } | null = null;

/** One derivation at a time. */
export async function whileDeriving<T>(bytes: number, derive: () => T | Promise<T>): Promise<T> {
  running = { since: performance.now(), bytes };
  try {
    return await derive();
  } finally {
    finished += performance.now() - running.since;
    running = null;
  }
}

export const derivingTime = (): DerivingTime => ({
  milliseconds: finished + (running ? performance.now() - running.since : 0),
  bytes: running?.bytes ?? 0,
});
