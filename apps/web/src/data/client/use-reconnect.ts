import { useCallback, useEffect, useRef } from "react";
import { useStore } from "../../base/external-store.ts";
import { keepReconnecting, reachableStore } from "./connection.ts";
import { trpc } from "./trpc.ts";

/** Whether the server can be reached, and how to try at once. Once it can, everything on screen is refetched. */
export function useReconnect(): { readonly isReachable: boolean; readonly retry: () => void } {
  const utils = trpc.useUtils();
  const isReachable = useStore(reachableStore);
  const current = useRef<{ readonly now: () => void } | null>(null);
  useEffect(() => {
    const connection = keepReconnecting({
      ask: () => utils.client.system.status.query(),
      onBack: () => void utils.invalidate(),
      later: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
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
  return { isReachable, retry: useCallback(() => current.current?.now(), []) };
}
