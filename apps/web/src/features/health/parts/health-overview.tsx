import { LOSSES } from "@opp/core/health/health-score";
import { useStore } from "../../../base/external-store.ts";
import { countOf, KINDS } from "../../../data/health/health-filter.ts";
import { DUPLICATES, healthAddress } from "../../../data/health/health-route.ts";
import type { Health } from "../../../data/health/use-health.ts";
import { useHealthTrend } from "../../../data/health/use-health-trend.ts";
import { changeSettings, PASSWORD_AGE_MONTHS, settingsStore } from "../../../lib/settings.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { locale } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ageBars, strengthBars } from "./health-bars.ts";
import { HealthChart } from "./health-chart.tsx";
import { HealthTrend } from "./health-trend.tsx";
import { ScoreRing } from "./score-ring.tsx";

export function HealthOverview({ health }: { health: Health }) {
  const { passwordAgeMonths } = useStore(settingsStore);
  const { items, score, at } = health;
  const words = healthTexts();
  const trend = useHealthTrend(health);
  const counts = KINDS.filter((kind) => kind !== "breached" || health.breachList === "ready").map((kind) => ({
    kind,
    count: countOf(kind, items),
    isKnown: isKnown(kind, health),
  }));
  const isStrengthKnown = isKnown("weak", health);
  const unknownCodes = countOf("code-unknown", items);
  const isPerfect = score !== null && counts.every(({ count }) => count === 0);

  return (
    <>
      <section className="facts health-top" aria-label={words.score.title}>
        <ScoreRing score={score} />
        <ul className="health-numbers" aria-label={words.numbers}>
          {counts.map(({ kind, count, isKnown: known }) => (
            <li key={kind}>
              <a
                className="health-number"
                href={healthAddress(kind)}
                data-state={count > 0 ? "found" : known ? "clear" : "pending"}
              >
                <Icon name={count > 0 ? "warn" : known ? "check" : "history"} size={18} />
                <span className="min-w-0 flex-1">{words.kinds[kind].name}</span>
                {count > 0 || known ? (
                  <span className="health-count">
                    {count.toLocaleString(locale)}
                    {!known && <span className="quiet small font-normal"> {words.soFar}</span>}
                  </span>
                ) : (
                  <span className="quiet small">{words.notYet}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div className="flex flex-wrap items-center gap-3">
        {counts.some(({ count }) => count > 0) && (
          <a className="button button-primary" href={healthAddress("todo")}>
            {words.kinds.todo.link}
          </a>
        )}
        <a className="button" href={healthAddress(DUPLICATES)}>
          {words.duplicates.find}
        </a>
      </div>
      {isPerfect && (
        <div className="notice">
          <Icon name="check" size={18} />
          <p>
            <strong>{words.perfect.title}.</strong> {words.perfect.text}
          </p>
        </div>
      )}
      <div className="grid gap-2 small">
        <label className="flex flex-wrap items-center gap-2">
          <span>{words.oldAfter}</span>
          <select
            className="select-slim"
            value={passwordAgeMonths}
            onChange={(event) => changeSettings({ passwordAgeMonths: Number(event.target.value) })}
          >
            {PASSWORD_AGE_MONTHS.map((months) => (
              <option key={months} value={months}>
                {words.ages(months)}
              </option>
            ))}
          </select>
        </label>
        {health.breachList !== "failed" && <p className="quiet">{words.breaches[health.breachList]}</p>}
        <p className="quiet">
          {words.codeNote}{" "}
          {unknownCodes > 0 && (
            <a className="link" href={healthAddress("code-unknown")}>
              {words.bar(words.kinds["code-unknown"].name, unknownCodes)}
            </a>
          )}
        </p>
      </div>
      <div className="charts">
        <HealthChart
          title={words.strength.title}
          text={isStrengthKnown ? words.strength.text : words.strength.pending}
          column={words.strength.column}
          bars={strengthBars(items)}
        />
        <HealthChart
          title={words.age.title}
          text={words.age.text}
          column={words.age.column}
          bars={ageBars(items, new Date(at).getFullYear(), passwordAgeMonths)}
        />
      </div>
      <HealthTrend points={trend} />
      <HowItIsCounted />
    </>
  );
}

/** "None" is shown only once everything has been checked, because a number may still grow. */
const isKnown = (kind: (typeof KINDS)[number], { status, at, judged, toJudge, uncheckedBreaches }: Health) =>
  (kind !== "breached" || uncheckedBreaches === 0) &&
  (status === "ready" || (at > 0 && (!NEED_JUDGING.has(kind) || judged >= toJudge)));

const NEED_JUDGING: ReadonlySet<(typeof KINDS)[number]> = new Set(["breached", "weak"]);

function HowItIsCounted() {
  const words = healthTexts().how;
  return (
    <details className="facts disclosure">
      <summary>{words.title}</summary>
      <div className="grid gap-2 px-5 pb-4 small">
        <p>{words.start}</p>
        <ul className="list-disc ps-5">
          <li>{words.breached(LOSSES.breached)}</li>
          <li>{words.guessable(LOSSES.guessable)}</li>
          <li>{words.weak(LOSSES.weak)}</li>
          <li>{words.reused(LOSSES.reused)}</li>
          <li>{words.old(LOSSES.old)}</li>
          <li>{words.insecure(LOSSES.insecure)}</li>
          <li>{words.codeMissing(LOSSES.codeMissing)}</li>
        </ul>
        <p>{words.end}</p>
      </div>
    </details>
  );
}
