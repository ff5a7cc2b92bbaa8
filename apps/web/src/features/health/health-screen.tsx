import { findFilter } from "../../data/health/health-filter.ts";
import { DUPLICATES } from "../../data/health/health-route.ts";
import { useHealth } from "../../data/health/use-health.ts";
import { healthTexts } from "../../texts/health-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { Duplicates } from "./parts/duplicates.tsx";
import { HealthItems } from "./parts/health-items.tsx";
import { HealthNotices } from "./parts/health-notices.tsx";
import { HealthOverview } from "./parts/health-overview.tsx";
import "./health.css";

interface HealthScreenProps {
  /** The figure whose items alone are listed; null: the overview. */
  readonly part: string | null;
  readonly onMenu: () => void;
}

export function HealthScreen({ part: only, onMenu }: HealthScreenProps) {
  const health = useHealth({ wanted: true });
  const filter = only === null ? null : findFilter(only);
  if (only === DUPLICATES)
    return (
      <div className="panel-inner">
        <PageHead title={healthTexts().duplicates.title} onMenu={onMenu} />
        <Duplicates />
      </div>
    );
  const isEmpty = health.status === "ready" && health.items.length === 0;
  const isUnknown = health.status === "failed" && health.items.length === 0;

  return (
    <div className="panel-inner">
      <PageHead title={filter?.title ?? healthTexts().title} onMenu={onMenu} />
      {isUnknown ? (
        <EmptyState icon="warn" title={healthTexts().failed.title} text={health.failure?.message ?? ""}>
          <Button icon="again" onClick={health.retry}>
            {texts.tryAgain}
          </Button>
        </EmptyState>
      ) : (
        <>
          {!filter && <p className="quiet">{healthTexts().text}</p>}
          <HealthNotices health={health} />
          {isEmpty ? (
            <EmptyState icon="shield" title={healthTexts().empty.title} text={healthTexts().empty.text} />
          ) : filter && only !== null ? (
            <HealthItems key={only} only={only} filter={filter} health={health} />
          ) : (
            <HealthOverview health={health} />
          )}
        </>
      )}
    </div>
  );
}
