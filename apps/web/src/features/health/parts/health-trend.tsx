import type { HealthTrend as Trend } from "@opp/core/schemas/health";
import { exactDay } from "../../../lib/when.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { locale } from "../../../texts/texts.ts";

const WIDTH = 640;
const HEIGHT = 150;
const ROOM = 10;
const MOST = 100;

/** The score over time as a line, and the same numbers as a table. */
export function HealthTrend({ points }: { points: Trend["points"] }) {
  const words = healthTexts().trend;
  const [first] = points;
  const last = points.at(-1);
  return (
    <section className="facts chart" aria-label={words.title}>
      <h2 className="font-semibold">{words.title}</h2>
      {first === undefined || last === undefined || first === last ? (
        <p className="small quiet pb-3">{words.none}</p>
      ) : (
        <>
          <p className="small quiet">{words.since(exactDay(first.day), first.score, last.score)}</p>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="trend-picture" aria-hidden="true">
            <line className="chart-base" x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
            <polyline className="trend-line" points={lineOf(points, first.day, last.day)} />
          </svg>
          <details className="disclosure">
            <summary>{healthTexts().asTable}</summary>
            <table className="chart-table">
              <thead>
                <tr>
                  <th scope="col">{words.day}</th>
                  <th scope="col">{healthTexts().score.title}</th>
                </tr>
              </thead>
              <tbody>
                {points.toReversed().map(({ day, score }) => (
                  <tr key={day}>
                    <th scope="row">{exactDay(day)}</th>
                    <td>{score.toLocaleString(locale)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

/** Days at their distance from each other, so that weeks without a look keep their length. */
function lineOf(points: Trend["points"], first: string, last: string): string {
  const start = Date.parse(first);
  const span = Math.max(1, Date.parse(last) - start);
  return points
    .map(({ day, score }) => {
      const x = ROOM + ((Date.parse(day) - start) / span) * (WIDTH - 2 * ROOM);
      const y = ROOM + (1 - score / MOST) * (HEIGHT - 2 * ROOM);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
