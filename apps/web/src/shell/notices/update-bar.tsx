import { useRef, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { APP_VERSION, outdatedStore, reloadIntoUpdate, updateStore } from "../../data/client/app-update.ts";
import { trpc } from "../../data/client/trpc.ts";
import { draftStore } from "../../lib/session/draft.ts";
import { sessionStore } from "../../lib/session/session.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { useCoveredRoom } from "../../ui/covered-room.ts";
import { Icon } from "../../ui/icon.tsx";

const CHECK_MILLISECONDS = 10 * 60_000;

/** Offers a new version; reloading waits until no form is open. */
export function UpdateBar() {
  const isReady = useStore(updateStore);
  const isFormOpen = useStore(draftStore) !== null;
  const [later, setLater] = useState(false);
  const isOpen = useStore(sessionStore).status === "open";
  const status = trpc.system.status.useQuery(undefined, {
    staleTime: CHECK_MILLISECONDS,
    refetchInterval: CHECK_MILLISECONDS,
    refetchOnWindowFocus: true,
  });
  const serverVersion = status.data?.version ?? APP_VERSION;
  const isOutdated = useStore(outdatedStore);
  const isShown = isOutdated || (!later && (isReady || serverVersion !== APP_VERSION));
  const what = isOutdated
    ? texts.update.outdated
    : isReady
      ? texts.update.ready
      : texts.update.otherVersion(serverVersion, APP_VERSION);
  const bar = useRef<HTMLDivElement>(null);
  useCoveredRoom(bar, "--by-update", isShown);
  const withForm = isOutdated ? texts.update.copyFirst : texts.update.formOpen;
  return (
    <div role="status">
      {isShown && (
        <div ref={bar} className="update-bar">
          <Icon name="again" size={18} />
          <p>
            {what} {isFormOpen ? withForm : isOpen && texts.update.passphrase}
          </p>
          <div className="update-actions">
            {!isOutdated && (
              <Button look="quiet" onClick={() => setLater(true)}>
                {texts.update.later}
              </Button>
            )}
            {(isOutdated || !isFormOpen) && (
              <Button look="primary" onClick={reloadIntoUpdate}>
                {texts.update.reload}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
