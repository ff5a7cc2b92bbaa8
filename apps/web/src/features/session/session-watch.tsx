import { useEffect, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { serverNow } from "../../base/server-clock.ts";
import { steadyNow } from "../../base/steady-clock.ts";
import { callWith, trpc } from "../../data/client/trpc.ts";
import { say } from "../../lib/messages.ts";
import { requireStorage } from "../../lib/session/kept-data.ts";
import {
  currentPassphrase,
  endSession,
  lockSession,
  replacePassphrase,
  replaceTicket,
  sessionStore,
} from "../../lib/session/session.ts";
import { warningSeconds } from "../../lib/session/session-length.ts";
import { isOver, lastUse, type Ticket } from "../../lib/session/ticket.ts";
import { settingsStore } from "../../lib/settings.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { createLockWatch } from "./parts/lock-watch.ts";
import { reportChanges } from "./parts/report-changes.ts";

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

function StayDialog({
  ticket,
  secondsLeft,
  onClose,
}: {
  ticket: Ticket;
  secondsLeft: number;
  onClose: () => void;
}) {
  const { client } = trpc.useUtils();
  const [password, setPassword] = useState("");
  // A vault that a passkey unlocked has none in memory.
  const [asksPassphrase] = useState(() => currentPassphrase() === null);
  const [typed, setTyped] = useState("");
  const isComplete = password !== "" && !(asksPassphrase && typed === "");

  const staying = useAction(async () => {
    const passphrase = asksPassphrase ? typed : currentPassphrase();
    if (passphrase === null) return lockSession(false);
    const { username, lifeSeconds, kept, token: oldToken } = ticket;
    requireStorage();
    const next = await client.auth.login.mutate({
      username,
      password,
      passphrase,
      expiresInSeconds: lifeSeconds,
      slide: true,
    });
    const { token, expiresAt, endsAt } = next;
    replaceTicket({ token, expiresAt, endsAt, username, lifeSeconds, kept });
    replacePassphrase(passphrase);
    // The old session ends by itself within the minute if this doesn't get through.
    await client.auth.logout.mutate(undefined, callWith({ token: oldToken })).catch(() => {});
    say(texts.stay.done);
    void reportChanges(next.changes);
  });

  return (
    <Dialog
      title={texts.stay.title}
      onClose={onClose}
      onSubmit={() => isComplete && void staying.run()}
      foot={
        <>
          <Button onClick={onClose}>{texts.stay.later}</Button>
          <Button look="primary" type="submit" busy={staying.running} disabled={!isComplete}>
            {texts.stay.button}
          </Button>
        </>
      }
    >
      <p role="timer">{texts.stay.text(secondsLeft)}</p>
      <p className="quiet small">{texts.stay.nothingLost}</p>
      <FailureNotice failure={staying.failure} />
      <SecretField
        label={texts.words.password}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
      />
      {asksPassphrase && (
        <SecretField label={texts.words.passphrase} value={typed} onChange={setTyped} autoComplete="off" />
      )}
    </Dialog>
  );
}
