import { useEffect, useRef, useState } from "react";
import { callWith, trpc } from "../../data/client/trpc.ts";
import { draftVault } from "../../lib/session/draft.ts";
import { passphraseOpener } from "../../lib/session/opener.ts";
import { endSession, type LockReason, leaveSession, openSession } from "../../lib/session/session.ts";
import { isOver, type Ticket } from "../../lib/session/ticket.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { onDemand } from "../../ui/on-demand.tsx";
import { FailureNotice, Tile } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { SessionFrame } from "./parts/session-frame.tsx";

/** Few accounts have one, so the passphrase doesn't wait for it. */
const [PasskeyUnlock] = onDemand(async () => (await import("./parts/passkey-unlock.tsx")).PasskeyUnlock, {
  quiet: true,
});

interface LockScreenProps {
  readonly ticket: Ticket;
  readonly why: LockReason | null;
  readonly preloadVault: () => Promise<unknown>;
}

/** The session is still valid, but the passphrase is no longer in memory, so only that is asked for. */
export function LockScreen({ ticket, why, preloadVault }: LockScreenProps) {
  const { client } = trpc.useUtils();
  const [passphrase, setPassphrase] = useState("");
  const root = useRef<HTMLElement>(null);
  useAutofocus(root);
  useEffect(() => void preloadVault(), [preloadVault]);

  useEffect(() => {
    // The server's clock, so that a lid that was closed over the session's end doesn't matter.
    const timer = setInterval(() => isOver(ticket) && endSession("ended"), 1000);
    return () => clearInterval(timer);
  }, [ticket]);

  const unlocking = useAction(async () => {
    try {
      const { expiresAt } = await client.auth.unlock.mutate(undefined, callWith({ passphrase }));
      await preloadVault();
      await openSession({ ...ticket, expiresAt }, passphraseOpener(passphrase));
    } catch (error) {
      setPassphrase("");
      root.current?.querySelector("input")?.focus();
      throw error;
    }
  });
  const leaving = useAction(async () => {
    await client.auth.logout.mutate().catch(() => {});
    endSession("logged-out");
  });

  return (
    <SessionFrame root={root}>
      <form
        className="card card-narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== "") void unlocking.run();
        }}
      >
        <div className="flex items-center gap-4">
          <Tile name={ticket.username} large />
          <div className="min-w-0">
            <h1 className="title">{texts.lock.title}</h1>
            <p className="quiet small truncate">{texts.lock.loggedInAs(ticket.username)}</p>
          </div>
        </div>
        <p className="quiet small">
          {draftVault.isWaiting() ? texts.lock.draftWaits : why ? texts.lock.because[why] : texts.lock.text}
        </p>
        <FailureNotice failure={unlocking.failure} />
        <SecretField
          label={texts.words.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="off"
          autoFocus
        />
        <Button look="primary" type="submit" wide busy={unlocking.running} disabled={passphrase === ""}>
          {texts.lock.button}
        </Button>
        <PasskeyUnlock ticket={ticket} preloadVault={preloadVault} />
        <div className="flex flex-wrap gap-x-6 gap-y-2 small">
          <button type="button" className="link" onClick={() => void leaving.run()}>
            {texts.lock.logOut}
          </button>
          <button type="button" className="link" onClick={leaveSession}>
            {texts.lock.another}
          </button>
        </div>
      </form>
    </SessionFrame>
  );
}
