import { useCallback } from "react";
import { trpc } from "../../../data/client/trpc.ts";

/** What shows the second factor, and the sessions that each change of it ends, reads the server again. */
export function useFactorChanged(): () => Promise<void> {
  const utils = trpc.useUtils();
  return useCallback(async () => {
    await Promise.all([
      utils.secondFactor.invalidate(),
      utils.passkeys.invalidate(),
      utils.sessions.list.invalidate(),
      utils.account.invalidate(),
    ]);
  }, [utils]);
}
