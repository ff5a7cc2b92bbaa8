import { useState } from "react";
import { ToldFailure } from "../../../base/told-failure.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { askPasskey } from "../../../lib/passkeys/ceremony.ts";
import { isUsableHere, passkeyObstacle } from "../../../lib/passkeys/obstacle.ts";
import { requestForPrf } from "../../../lib/passkeys/request-for-prf.ts";
import { openSession } from "../../../lib/session/session.ts";
import type { Ticket } from "../../../lib/session/ticket.ts";
import { useAction } from "../../../lib/use-action.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { openWithPrf } from "./open-with-prf.ts";

interface PasskeyUnlockProps {
  readonly ticket: Ticket;
  readonly preloadVault: () => Promise<unknown>;
}

/** Offered where one of the account's passkeys opens the vault, and this page can ask for it. */
export function PasskeyUnlock({ ticket, preloadVault }: PasskeyUnlockProps) {
  const { client } = trpc.useUtils();
  const { data } = trpc.secondFactor.get.useQuery();
  const [possible] = useState(() => passkeyObstacle() === null);
  const [first, ...others] = (data?.passkeys ?? []).filter(
    ({ opensVault, rpId }) => opensVault && isUsableHere(rpId),
  );
  const unlocking = useAction(async () => {
    if (!first) return;
    // A browser takes one host name a time.
    const askable = [first, ...others.filter(({ rpId }) => rpId === first.rpId)];
    const { response, prf } = await askPasskey(requestForPrf(first.rpId, askable));
    if (!prf) throw new ToldFailure("PASSKEY_WITHOUT_PRF", passkeyTexts().cantCompute);
    const used = askable.find(({ credentialId }) => credentialId === response.id) ?? first;
    const opened = await openWithPrf(client, ticket.token, { passkeyId: used.id, prf });
    if (!opened) return;
    await preloadVault();
    await openSession({ ...ticket, expiresAt: opened.expiresAt }, opened.opener);
  });
  if (!possible || !first) return null;
  return (
    <>
      <FailureNotice failure={unlocking.failure} />
      <Button icon="key" wide busy={unlocking.running} onClick={() => void unlocking.run()}>
        {passkeyTexts().unlock}
      </Button>
    </>
  );
}
