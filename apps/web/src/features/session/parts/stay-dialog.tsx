import { useState } from "react";
import { callWith, trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { requireStorage } from "../../../lib/session/kept-data.ts";
import {
  currentPassphrase,
  lockSession,
  replacePassphrase,
  replaceTicket,
} from "../../../lib/session/session.ts";
import type { Ticket } from "../../../lib/session/ticket.ts";
import { useAction } from "../../../lib/use-action.ts";
import { stayTexts } from "../../../texts/stay-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { reportChanges } from "./report-changes.ts";

interface StayDialogProps {
  readonly ticket: Ticket;
  readonly secondsLeft: number;
  readonly onClose: () => void;
}

/** Asks for the password shortly before the session ends, and replaces the session. */
export function StayDialog({ ticket, secondsLeft, onClose }: StayDialogProps) {
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
    say(stayTexts().done);
    void reportChanges(next.changes);
  });

  return (
    <Dialog
      title={stayTexts().title}
      onClose={onClose}
      onSubmit={() => isComplete && void staying.run()}
      foot={
        <>
          <Button onClick={onClose}>{stayTexts().later}</Button>
          <Button look="primary" type="submit" busy={staying.running} disabled={!isComplete}>
            {stayTexts().button}
          </Button>
        </>
      }
    >
      <p role="timer">{stayTexts().text(secondsLeft)}</p>
      <p className="quiet small">{stayTexts().nothingLost}</p>
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
