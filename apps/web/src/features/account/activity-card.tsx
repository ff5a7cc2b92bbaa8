import { useState } from "react";
import { trpc } from "../../lib/trpc.ts";
import { useNow } from "../../lib/use-now.ts";
import { exactTime, relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

const FEW = 8;

export function ActivityCard() {
  const query = trpc.account.activity.useQuery({ limit: 100 });
  const [all, setAll] = useState(false);
  const events = query.data?.events ?? [];
  const now = useNow();
  return (
    <>
      {query.isPending && <div className="skeleton m-4 h-12" />}
      {query.isError && <p className="p-4 quiet small">{texts.unreachable.text}</p>}
      <ol>
        {events.slice(0, all ? undefined : FEW).map((event) => (
          <li key={event.id} className="flex items-center gap-3 px-[18px] py-2.5 small">
            <span className={FAILURES.has(event.kind) ? "text-danger" : "text-quiet"}>
              <Icon name={FAILURES.has(event.kind) ? "warn" : "check"} size={16} />
            </span>
            <span className="flex-1">{texts.activity.kinds[event.kind]}</span>
            <time className="quiet" dateTime={new Date(event.at).toISOString()} title={exactTime(event.at)}>
              {relativeTime(event.at, now)}
            </time>
          </li>
        ))}
      </ol>
      {events.length > FEW && !all && (
        <div className="p-2">
          <Button look="quiet" onClick={() => setAll(true)}>
            {texts.activity.more(events.length - FEW)}
          </Button>
        </div>
      )}
    </>
  );
}

const FAILURES: ReadonlySet<string> = new Set([
  "log-in-failed",
  "unlock-failed",
  "session-ended-after-failures",
]);
