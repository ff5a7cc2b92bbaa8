import { type Fault, isConnectionFault } from "../../base/call-fault.ts";
import { createStore } from "../../base/external-store.ts";

/** Whether the server answered the last time it was asked. */
export const reachableStore = createStore(true);

/** Why it didn't; only meaningful while it can't be reached. */
export const connectionFaultStore = createStore<Fault>("UNREACHABLE");

/** Learns from a failed call whether the server can be reached. */
export function noteConnection(code: string): void {
  if (isConnectionFault(code)) connectionFaultStore.set(code);
  // A late answer or a mistake of the app says nothing about the connection.
  if (code !== "TIMEOUT" && code !== "UNKNOWN") reachableStore.set(!isConnectionFault(code));
}

export interface ReconnectDeps {
  /** Resolves if the server answers anything at all. */
  readonly ask: () => Promise<unknown>;
  readonly onBack: () => void;
  readonly later: (run: () => void, milliseconds: number) => () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

const WAITS_MILLISECONDS = [1000, 2000, 5000, 10_000, 20_000] as const;
const waitAfter = (times: number) =>
  WAITS_MILLISECONDS[Math.min(times, WAITS_MILLISECONDS.length - 1)] ?? 1000;

/** A connection that is lost again so soon was not really back. */
const STEADY_MILLISECONDS = 30_000;

/**
 * Retries at growing intervals while the server can't be reached. Where some calls get through and others never do, `onBack`
 * comes at growing intervals, too: it repeats those calls. @returns `now`, which tries at once, and `stop`
 */
export function keepReconnecting({ ask, onBack, later, now }: ReconnectDeps) {
  let tries = 0;
  let relapses = 0;
  let backAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  let isStopped = false;
  let cancel = () => {};

  const plan = () => {
    cancel();
    cancel = later(() => void look(), waitAfter(tries));
  };
  const look = async () => {
    if (isAsking || isStopped || reachableStore.get()) return;
    isAsking = true;
    tries += 1;
    try {
      await ask();
      reachableStore.set(true);
    } catch {
      if (!isStopped) plan();
    } finally {
      isAsking = false;
    }
  };
  const unsubscribe = reachableStore.subscribe(() => {
    cancel();
    tries = 0;
    if (reachableStore.get()) {
      if (relapses === 0) onBack();
      else cancel = later(onBack, waitAfter(relapses - 1));
      backAt = now();
    } else {
      relapses = now() - backAt < STEADY_MILLISECONDS ? relapses + 1 : 0;
      plan();
    }
  });
  if (!reachableStore.get()) plan();

  return {
    now: () => void look(),
    stop: () => {
      isStopped = true;
      cancel();
      unsubscribe();
    },
  };
}
