import { useEffect } from "react";
import { lockSession } from "../../lib/session/session.ts";
import { hearTabs } from "../../lib/session/tabs.ts";
import { trpc } from "./trpc.ts";

/** Quick changes in another tab cause one refetch. */
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
