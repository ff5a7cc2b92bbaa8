import { useEffect } from "react";
import { lockSession } from "../../lib/session/session.ts";
import { hearTabs } from "../../lib/session/tabs.ts";
import { trpc } from "./trpc.ts";
import { useRefetchVault } from "./use-refetch-vault.ts";

/** Follows what happens in other tabs while the vault is open. */
export function useOtherTabs(): void {
  const utils = trpc.useUtils();
  const refetchVault = useRefetchVault();
  useEffect(
    () =>
      hearTabs({
        changed: refetchVault,
        locked: () => lockSession(false),
        // A duplicated tab shares the session, which has ended; another tab's own session continues. The server knows which.
        "logged-out": () => void utils.client.account.get.query().catch(() => {}),
      }),
    [utils, refetchVault],
  );
}
