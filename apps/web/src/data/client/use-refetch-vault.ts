import { useCallback, useEffect, useRef } from "react";
import { trpc } from "./trpc.ts";

/** Quick changes elsewhere cause one refetch. */
const SETTLE_MILLISECONDS = 150;

/** Refetches what is shown of the vault after a change that this tab didn't make. */
export function useRefetchVault(): () => void {
  const utils = trpc.useUtils();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // A hidden tab refetches when it becomes visible.
      const refetchType = document.visibilityState === "visible" ? "active" : "none";
      for (const part of [utils.items, utils.categories, utils.attachments])
        void part.invalidate(undefined, { refetchType });
    }, SETTLE_MILLISECONDS);
  }, [utils]);
}
