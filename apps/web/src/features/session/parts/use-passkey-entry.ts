import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { CallFault } from "../../../base/call-fault.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { passkeyObstacle } from "../../../lib/passkeys/obstacle.ts";
import { type Action, useAction } from "../../../lib/use-action.ts";
import type { PasskeyEntry } from "./enter-with-passkey.ts";

/** A challenge holds for five minutes; a form stays longer. */
const AGAIN_MILLISECONDS = 4 * 60_000;

export interface PasskeyEntryAction extends Pick<Action<[]>, "running" | "failure"> {
  /** False where the page was opened by an address, or the browser has no passkeys. */
  readonly possible: boolean;
  readonly start: () => void;
}

/** Logging in by a passkey: by a button, and from the autofill of the username where the browser offers that. */
export function usePasskeyEntry(
  entry: () => PasskeyEntry,
  preloadVault: () => Promise<unknown>,
): PasskeyEntryAction {
  const { client } = trpc.useUtils();
  const [possible] = useState(() => passkeyObstacle() === null);
  const latest = useRef(entry);
  useLayoutEffect(() => {
    latest.current = entry;
  });
  const waiting = useRef<AbortController | null>(null);
  const entering = useAction(async () => {
    const { enterWithPasskey } = await loadEntry();
    await enterWithPasskey(client, latest.current(), preloadVault);
  });
  const picked = useAction((finish: () => Promise<void>) => finish());
  const { run: finishPicked } = picked;

  const offer = useCallback(() => {
    waiting.current?.abort();
    const controller = new AbortController();
    waiting.current = controller;
    void offerInAutofill(async () => {
      const { waitForPasskey } = await loadEntry();
      const finish = await waitForPasskey(client, controller.signal);
      await finishPicked(() => finish(latest.current(), preloadVault));
    });
  }, [client, finishPicked, preloadVault]);

  useEffect(() => {
    if (!possible) return;
    offer();
    const timer = setInterval(offer, AGAIN_MILLISECONDS);
    return () => {
      clearInterval(timer);
      waiting.current?.abort();
    };
  }, [possible, offer]);

  return {
    possible,
    running: entering.running || picked.running,
    failure: entering.failure ?? picked.failure,
    start: () => {
      picked.forgetFailure();
      // A browser asks for one passkey at a time.
      waiting.current?.abort();
      void entering.run().then((isIn) => isIn || offer());
    },
  };
}

/** The app offers it unasked, so a failure stays quiet: the button reports the same one. */
async function offerInAutofill(offer: () => Promise<void>): Promise<void> {
  try {
    if (await PublicKeyCredential.isConditionalMediationAvailable()) await offer();
  } catch {
    // Aborted, refused or out of reach.
  }
}

async function loadEntry() {
  try {
    return await import("./enter-with-passkey.ts");
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
}
