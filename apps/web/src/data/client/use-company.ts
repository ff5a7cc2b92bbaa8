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
      // A tab that nobody sees looks when it is seen again.
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
      // A doubled tab has the same session, which has ended then; another has its own, which goes on. The server knows.
      "logged-out": () => void utils.client.account.get.query().catch(() => {}),
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [utils]);
}

/** Whether the server can be reached, and how to try at once. When it is back, everything shown is read anew. */
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
