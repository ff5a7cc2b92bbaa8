import { useCallback, useEffect, useRef } from "react";
import { useStore } from "../../base/external-store.ts";
import { lockSession } from "../../lib/session/session.ts";
import { hearTabs } from "../../lib/session/tabs.ts";
import { keepReconnecting, reachableStore } from "./connection.ts";
import { trpc } from "./trpc.ts";

/** Changes in another tab that follow each other closely are one look at the server. */
const SETTLE_MILLISECONDS = 150;

/** Follows what happens in other tabs while the vault is open. */
export function useOtherTabs(): void {
  const utils = trpc.useUtils();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      // A hidden tab refetches when it becomes visible.
      const refetchType = document.visibilityState === "visible" ? "active" : "none";
      void utils.items.invalidate(undefined, { refetchType });
      void utils.categories.invalidate(undefined, { refetchType });
    };
    const stop = hearTabs({
      changed: () => {
        clearTimeout(timer);
        timer = setTimeout(look, SETTLE_MILLISECONDS);
      },
      locked: () => lockSession(false),
      // A duplicated tab shares the session, which has ended; another tab's own session continues. The server knows which.
      "logged-out": () => void utils.client.account.get.query().catch(() => {}),
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [utils]);
}

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
