import { useEffect } from "react";
import { useStore } from "../../base/external-store.ts";
import { currentTicket, endSession, replaceTicket, sessionStore } from "../../lib/session/session.ts";
import { followServer, type Seen } from "./server-events.ts";
import { trpc } from "./trpc.ts";
import { useRefetchVault } from "./use-refetch-vault.ts";

/** A tab that isn't seen needs no connection: browsers open few to one server, for all of their tabs together. */
const UNSEEN_MILLISECONDS = 10_000;

/** Learns from the server that the session has ended, or that somebody else has changed the account or the vault. */
export function useServerEvents(): void {
  const utils = trpc.useUtils();
  const refetchVault = useRefetchVault();
  const session = useStore(sessionStore);
  const token = "ticket" in session ? session.ticket.token : null;
  useEffect(() => {
    if (token === null) return;
    let seen: Seen | null = null;
    let stop: (() => Seen | null) | null = null;
    let hiding: ReturnType<typeof setTimeout> | undefined;

    const refreshAccount = async () => {
      void utils.account.invalidate();
      void utils.sessions.invalidate();
      const { user } = await utils.client.account.get.query();
      const ticket = currentTicket();
      if (ticket && ticket.username !== user.username) replaceTicket({ ...ticket, username: user.username });
    };
    const follow = () => {
      stop ??= followServer(
        {
          open: (signal) => ask("/api/events", token, signal),
          look: (signal) => ask("/api/events/seen", token, signal),
          later: (run, milliseconds) => {
            const timer = setTimeout(run, milliseconds);
            return () => clearTimeout(timer);
          },
          random: Math.random,
        },
        seen,
        (news) => {
          // The end of a session that another has taken the place of is no news.
          if (currentTicket()?.token !== token) return;
          if (news === "session-ended") endSession("ended");
          else if (news === "vault-changed") refetchVault();
          else void refreshAccount().catch(() => {});
        },
      );
    };
    const rest = () => {
      seen = stop?.() ?? seen;
      stop = null;
    };
    const onVisibility = () => {
      clearTimeout(hiding);
      if (document.visibilityState === "visible") follow();
      else hiding = setTimeout(rest, UNSEEN_MILLISECONDS);
    };
    onVisibility();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(hiding);
      document.removeEventListener("visibilitychange", onVisibility);
      rest();
    };
  }, [utils, refetchVault, token]);
}

const ask = (path: string, token: string, signal: AbortSignal): Promise<Response> =>
  fetch(path, {
    headers: { authorization: `Bearer ${token}` },
    cache: "no-store",
    redirect: "manual",
    signal,
  });
