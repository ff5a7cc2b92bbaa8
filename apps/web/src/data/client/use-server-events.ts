import { useEffect } from "react";
import { useStore } from "../../base/external-store.ts";
import { currentTicket, endSession, replaceTicket, sessionStore } from "../../lib/session/session.ts";
import type { Seen } from "./server-events.ts";
import { trpc } from "./trpc.ts";
import { useRefetchVault } from "./use-refetch-vault.ts";

/** A tab that isn't seen needs no connection: browsers open few to one server, for all of their tabs together. */
const UNSEEN_MILLISECONDS = 10_000;

const START_MILLISECONDS = 1000;

/**
 * Learns from the server that the session has ended, or that another session has changed the account or the vault.
 * @param isShown whether the list is on screen; until then, the page needs neither the code nor the connection
 */
export function useServerEvents(isShown: boolean): void {
  const utils = trpc.useUtils();
  const refetchVault = useRefetchVault();
  const session = useStore(sessionStore);
  const token = "ticket" in session ? session.ticket.token : null;
  useEffect(() => {
    if (token === null || !isShown) return;
    let seen: Seen | null = null;
    let stop: (() => Seen | null) | null = null;
    let isGone = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;

    const refreshAccount = async () => {
      void utils.account.invalidate();
      void utils.sessions.invalidate();
      const { user } = await utils.client.account.get.query();
      const ticket = currentTicket();
      if (ticket && ticket.username !== user.username) replaceTicket({ ...ticket, username: user.username });
    };
    const follow = async () => {
      const { followServer } = await loadFollower();
      if (isGone || document.visibilityState === "hidden") return;
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
          // Another session may have replaced this one.
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
      clearTimeout(waiting);
      // A chunk that can't be loaded: the next time that the page is seen, it is tried again.
      if (document.visibilityState === "visible") void follow().catch(() => {});
      else waiting = setTimeout(rest, UNSEEN_MILLISECONDS);
    };
    // Once the list is painted.
    waiting = setTimeout(onVisibility, START_MILLISECONDS);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      isGone = true;
      clearTimeout(waiting);
      document.removeEventListener("visibilitychange", onVisibility);
      rest();
    };
  }, [utils, refetchVault, token, isShown]);
}

const loadFollower = () => import("./server-events.ts");

const ask = (path: string, token: string, signal: AbortSignal): Promise<Response> =>
  fetch(path, {
    headers: { authorization: `Bearer ${token}` },
    cache: "no-store",
    redirect: "manual",
    signal,
  });
