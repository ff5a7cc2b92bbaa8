import { useCallback, useEffect, useRef } from "react";
import type { Fault } from "../../base/call-fault.ts";
import { useStore } from "../../base/external-store.ts";
import { connectionFaultStore, keepReconnecting, reachableStore } from "./connection.ts";
import { trpc } from "./trpc.ts";

/** Why the server can't be reached, or null, and how to try at once. Once it can, everything on screen is refetched. */
export function useReconnect(): { readonly problem: Fault | null; readonly retry: () => void } {
  const utils = trpc.useUtils();
  const problem = useConnectionProblem();
  const current = useRef<{ readonly now: () => void } | null>(null);
  useEffect(() => {
    const connection = keepReconnecting({
      ask: () => utils.client.system.status.query(),
      onBack: () => void utils.invalidate(),
      later: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
    });
    current.current = connection;
    addEventListener("online", connection.now);
    addEventListener("focus", connection.now);
    return () => {
      removeEventListener("online", connection.now);
      removeEventListener("focus", connection.now);
      connection.stop();
    };
  }, [utils]);
  return { problem, retry: useCallback(() => current.current?.now(), []) };
}

/** Why the server can't be reached; null: it can, as far as is known. */
export function useConnectionProblem(): Fault | null {
  const isReachable = useStore(reachableStore);
  const fault = useStore(connectionFaultStore);
  return isReachable ? null : fault;
}
