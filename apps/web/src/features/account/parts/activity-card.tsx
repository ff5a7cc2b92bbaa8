import type { AuditKind } from "@opp/core/schemas/account";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

const PAGE = 10;

/** What happened to the account, the latest first, a page at a time. */
export function ActivityCard() {
  const query = trpc.account.activity.useInfiniteQuery(
    { limit: PAGE },
    { getNextPageParam: ({ events }) => (events.length === PAGE ? events.at(-1)?.id : undefined) },
  );
  const now = useNow();
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <>
      {query.isPending && <div className="skeleton m-4 h-12" />}
      {query.isError && (
        <div className="p-3">
          <FailureNotice failure={describeFailure(query.error)} />
        </div>
      )}
      <ol>
        {events.map((event) => (
          <li key={event.id} className="activity-row">
            <span className={FAILURES.has(event.kind) ? "text-danger" : "text-quiet"}>
              <Icon name={FAILURES.has(event.kind) ? "warn" : "check"} size={16} />
            </span>
            <span>
              {accountTexts().activity.kinds[event.kind]}
              {event.device !== "" && <span className="quiet"> · {event.device}</span>}
            </span>
            <time className="quiet" dateTime={new Date(event.at).toISOString()} title={exactTime(event.at)}>
              {now - event.at < DAY_MILLISECONDS ? relativeTime(event.at, now) : exactTime(event.at)}
            </time>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <div className="p-2">
          <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {accountTexts().activity.more}
          </Button>
        </div>
      )}
    </>
  );
}

const DAY_MILLISECONDS = 86_400_000;

const FAILURES: ReadonlySet<AuditKind> = new Set<AuditKind>([
  "log-in-failed",
  "unlock-failed",
  "second-factor-failed",
  "session-ended-after-failures",
]);
