/** A server's Date header is in whole seconds, so that a smaller difference says nothing. */
const UNKNOWN_BELOW_MS = 2000;
/** From here on one-time codes of this machine's clock are wrong. */
export const CLOCK_WARNING_MS = 30_000;

let aheadMs = 0;

/** Learns from an answer how far this machine's clock is ahead of the server's. @param sentAt Date.now() when it was asked */
export function noteServerTime(
  dateHeader: string | undefined,
  sentAt: number,
  receivedAt = Date.now(),
): void {
  const serverTime = Date.parse(dateHeader ?? "");
  if (Number.isNaN(serverTime)) return;
  // Somewhere in that second, while the question was on its way.
  const ahead = (sentAt + receivedAt) / 2 - (serverTime + 500);
  aheadMs = Math.abs(ahead) < UNKNOWN_BELOW_MS ? 0 : ahead;
}

/** How far this machine's clock is ahead of that of the server which answered last; negative: behind. */
export const clockAheadMs = (): number => aheadMs;

/** The server's time: what one-time codes go by. */
export const serverNow = (): number => Date.now() - aheadMs;

/** An instant of the server's as this machine's clock will show it. */
export const toOwnTime = (serverInstant: number): number => serverInstant + aheadMs;
