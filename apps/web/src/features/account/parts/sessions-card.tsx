import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { endSession } from "../../../lib/session/session.ts";
import { useAction } from "../../../lib/use-action.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

export function SessionsCard() {
  const utils = trpc.useUtils();
  const query = trpc.sessions.list.useQuery();
  const sessions =
    query.data?.sessions.toSorted(
      (a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt,
    ) ?? [];
  const now = useNow();

  const ending = useAction(async (id: string, current: boolean) => {
    await utils.client.sessions.end.mutate({ id });
    if (current) return endSession("logged-out");
    await utils.sessions.list.invalidate();
    say(accountTexts().sessions.ended);
  });
  const endingOthers = useAction(async () => {
    await utils.client.sessions.endOthers.mutate();
    await utils.sessions.list.invalidate();
    say(accountTexts().sessions.othersEnded);
  });
  const failure = query.isError ? describeFailure(query.error) : (ending.failure ?? endingOthers.failure);

  return (
    <>
      {failure && (
        <div className="p-3">
          <FailureNotice failure={failure} />
        </div>
      )}
      {query.isPending && <div className="skeleton m-4 h-12" />}
      {sessions.map((session) => (
        <div key={session.id} className="settings-row">
          <div>
            <p className="font-semibold">
              {session.device || accountTexts().sessions.unknownDevice}
              {session.current && (
                <span className="ms-2 whitespace-nowrap rounded-full bg-accent-soft px-2 py-0.5 text-xs font-semibold text-accent">
                  {accountTexts().sessions.current}
                </span>
              )}
            </p>
            <p className="small quiet">
              {accountTexts().sessions.facts(session.address, relativeTime(session.lastUsedAt, now))}{" "}
              <span title={exactTime(session.expiresAt)}>
                {accountTexts().sessions.ends(relativeTime(session.expiresAt, now))}
              </span>
            </p>
          </div>
          <Button
            aria-label={session.current ? undefined : accountTexts().sessions.endOf(session.device)}
            onClick={() => void ending.run(session.id, session.current)}
          >
            {session.current ? texts.side.logOut : accountTexts().sessions.end}
          </Button>
        </div>
      ))}
      {sessions.length > 1 && (
        <div className="settings-row">
          <p className="small quiet">{accountTexts().sessions.othersText}</p>
          <Button busy={endingOthers.running} onClick={() => void endingOthers.run()}>
            {accountTexts().sessions.endOthers}
          </Button>
        </div>
      )}
    </>
  );
}
