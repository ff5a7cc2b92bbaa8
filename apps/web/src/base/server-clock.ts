import { createStore } from "./external-store.ts";

/** A server's Date header is in whole seconds, so that a smaller difference says nothing. */
const UNKNOWN_BELOW_MS = 2000;
/** If an answer took longer, it isn't known when the server wrote its time; the device may have slept in between. */
const UNKNOWN_AFTER_MS = 10_000;
const STORAGE_KEY = "opp.clock";

/** How far this device's clock is ahead of the server's, in milliseconds; negative: behind. */
export const clockAheadStore = createStore(0);

/** Learns the difference from an answer. @param sentAt Date.now() when it was asked */
export function noteServerTime(dateHeader: string | null, sentAt: number, receivedAt = Date.now()): void {
  const serverTime = Date.parse(dateHeader ?? "");
  if (Number.isNaN(serverTime) || receivedAt - sentAt > UNKNOWN_AFTER_MS) return;
  // Somewhere in that second, while the question was on its way.
  const ahead = (sentAt + receivedAt) / 2 - (serverTime + 500);
  const next = Math.abs(ahead) < UNKNOWN_BELOW_MS ? 0 : Math.round(ahead / 1000) * 1000;
  if (next === clockAheadStore.get()) return;
  clockAheadStore.set(next);
  try {
    sessionStorage.setItem(STORAGE_KEY, String(next));
  } catch {
    // Without storage, the next answer tells it again.
  }
}

/** After a reload, before the first request: the difference known before it. */
export function restoreServerTime(): void {
  try {
    const kept = Number(sessionStorage.getItem(STORAGE_KEY) ?? 0);
    if (Number.isFinite(kept)) clockAheadStore.set(kept);
  } catch {
    // Without storage, the next answer tells it.
  }
}

/** The server's time: what the ends of sessions and one-time codes go by. */
export const serverNow = (): number => Date.now() - clockAheadStore.get();
