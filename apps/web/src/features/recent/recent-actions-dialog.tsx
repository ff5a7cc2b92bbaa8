import { useStore } from "../../base/external-store.ts";
import { useNow } from "../../base/use-now.ts";
import { recentActions, undoAction } from "../../lib/recent-actions.ts";
import { exactTime, relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

/** What was done in this tab, the latest first, each with its undo. */
export function RecentActionsDialog({ onClose }: { onClose: () => void }) {
  useStore(recentActions.store);
  const now = useNow();
  const actions = recentActions.current();
  const latest = actions.find(({ state }) => state === "open")?.id;
  return (
    <Dialog title={texts.recent.title} onClose={onClose} textOnly={actions.length === 0}>
      <p className="small quiet">{actions.length === 0 ? texts.recent.none : texts.recent.text}</p>
      {actions.length > 0 && (
        <ol className="facts" aria-label={texts.recent.title}>
          {actions.map(({ id, at, text, state }) => (
            <li key={id} className="settings-row">
              <div className="min-w-0 flex-1 break-words">
                <p data-undone={state === "undone" || undefined} className="data-undone:line-through">
                  {text()}
                </p>
                <time className="small quiet" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
                  {relativeTime(at, now)}
                </time>
              </div>
              {state === "undone" ? (
                <span className="small quiet">{texts.recent.done}</span>
              ) : (
                <Button
                  icon="restore"
                  aria-label={texts.recent.undoOf(text())}
                  busy={state === "undoing"}
                  data-autofocus={id === latest || undefined}
                  onClick={() => void undoAction(id)}
                >
                  {texts.undo}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
