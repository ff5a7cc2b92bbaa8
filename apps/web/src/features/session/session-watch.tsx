import { useEffect, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { serverNow } from "../../base/server-clock.ts";
import { steadyNow } from "../../base/steady-clock.ts";
import { trpc } from "../../data/client/trpc.ts";
import { endSession, lockSession, sessionStore } from "../../lib/session/session.ts";
import { warningSeconds } from "../../lib/session/session-length.ts";
import { isOver, lastUse, type Ticket } from "../../lib/session/ticket.ts";
import { settingsStore } from "../../lib/settings.ts";
import { onDemand } from "../../ui/on-demand.tsx";
import { createLockWatch } from "./parts/lock-watch.ts";

/** Quiet: without the server, which it is fetched from, no session can be extended. */
const [StayDialog, preloadStayDialog] = onDemand(
  async () => (await import("./parts/stay-dialog.tsx")).StayDialog,
  { quiet: true },
);

export { preloadStayDialog };

const ACTIVITY = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Someone who reads or types for longer than this part of the session's life without a request uses it all the same. */
const USE_AFTER_PART = 1 / 4;

/** Locks an idle vault, keeps the session of an active person, and warns before the end that no use moves. */
export function SessionWatch({ ticket }: { ticket: Ticket }) {
  const { idleMinutes, lockHiddenSeconds, lockAfterSleep } = useStore(settingsStore);
  const { client } = trpc.useUtils();
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  useEffect(() => {
    const watch = createLockWatch(steadyNow);
    let asked = serverNow();
    const rules = {
      idleMinutes,
      lockHiddenSeconds,
      // Turning off the idle lock also turns off the lock after sleep, unless that is set separately.
      lockAfterSleep: lockAfterSleep ?? idleMinutes > 0,
    };
    watch.setHidden(document.visibilityState === "hidden");
    const look = () => {
      if (isOver(ticket)) return endSession("ended");
      const left = Math.ceil((ticket.endsAt - serverNow()) / 1000);
      const reason = watch.look(rules);
      if (reason) lockSession(reason);
      else setSecondsLeft(left <= warningSeconds(ticket.lifeSeconds) ? left : null);
    };
    const touch = () => {
      // A laptop that wakes up is touched first: the time it slept counts all the same.
      look();
      watch.touch();
      const now = serverNow();
      const isEarly = now - Math.max(lastUse(), asked) < ticket.lifeSeconds * 1000 * USE_AFTER_PART;
      if (isEarly || sessionStore.get().status !== "open") return;
      asked = now;
      void client.account.get.query().catch(() => {});
    };
    const onVisibility = () => {
      watch.setHidden(document.visibilityState === "hidden");
      look();
    };
    const onFreeze = () => rules.lockAfterSleep && lockSession("sleep");
    for (const event of ACTIVITY) addEventListener(event, touch, { passive: true, capture: true });
    document.addEventListener("visibilitychange", onVisibility);
    document.addEventListener("freeze", onFreeze);
    const timer = setInterval(look, 1000);
    return () => {
      for (const event of ACTIVITY) removeEventListener(event, touch, { capture: true });
      document.removeEventListener("visibilitychange", onVisibility);
      document.removeEventListener("freeze", onFreeze);
      clearInterval(timer);
    };
  }, [ticket, client, idleMinutes, lockHiddenSeconds, lockAfterSleep]);

  if (secondsLeft === null || dismissed === ticket.token) return null;
  return <StayDialog ticket={ticket} secondsLeft={secondsLeft} onClose={() => setDismissed(ticket.token)} />;
}
