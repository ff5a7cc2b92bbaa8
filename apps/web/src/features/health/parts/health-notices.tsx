import type { Health } from "../../../data/health/use-health.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { locale, texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";

/** The progress of the check, and what stops it. */
export function HealthNotices({ health }: { health: Health }) {
  const { status, judged, toJudge, damaged, breachList, uncheckedBreaches, failure } = health;
  const isLoading = status === "loading" || status === "idle";
  const number = (count: number) => count.toLocaleString(locale);
  return (
    <>
      {isLoading && (
        <div className="grid gap-2">
          <p className="small quiet" id="health-progress">
            {toJudge === 0 ? healthTexts().loading : healthTexts().judging(number(judged), number(toJudge))}
          </p>
          <progress
            className="health-progress"
            aria-labelledby="health-progress"
            max={Math.max(1, toJudge)}
            {...(toJudge > 0 && { value: judged })}
          />
        </div>
      )}
      {failure && (
        <FailureNotice message={`${failure.message} ${healthTexts().outdated}`}>
          <div>
            <Button icon="again" onClick={health.retry}>
              {texts.tryAgain}
            </Button>
          </div>
        </FailureNotice>
      )}
      {breachList === "failed" && <p className="notice notice-warn">{healthTexts().breaches.failed}</p>}
      {breachList === "ready" && uncheckedBreaches > 0 && (
        <p className="notice notice-warn">{healthTexts().breaches.unchecked(uncheckedBreaches)}</p>
      )}
      {damaged > 0 && <p className="notice notice-warn">{healthTexts().damaged(damaged)}</p>}
    </>
  );
}
