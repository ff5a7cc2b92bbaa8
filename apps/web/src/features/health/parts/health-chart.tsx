import { healthAddress } from "../../../data/health/health-route.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { locale } from "../../../texts/texts.ts";
import type { Bar } from "./health-bars.ts";

interface HealthChartProps {
  readonly title: string;
  readonly text: string;
  /** What the first column of the table holds. */
  readonly column: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 320;
const HEIGHT = 190;
/** Room for names of two lines. */
const FOOT = 40;
const LINE = 15;
const HEAD = 24;
const MOST = HEIGHT - FOOT - HEAD;

/** Bars, each a link to its items, and the same numbers as a table. */
export function HealthChart({ title, text, column, bars }: HealthChartProps) {
  const most = bars.reduce((largest, { count }) => Math.max(largest, count), 1);
  const slot = WIDTH / Math.max(1, bars.length);
  const width = Math.min(36, slot * 0.62);
  return (
    <section className="facts chart" aria-label={title}>
      <h2 className="font-semibold">{title}</h2>
      <p className="small quiet">{text}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="chart-picture">
        <line className="chart-base" x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        {bars.map(({ only, name, short, count, tone }, index) => {
          const middle = slot * (index + 0.5);
          const height = count === 0 ? 0 : Math.max(3, (count / most) * MOST);
          return (
            <a key={only} href={healthAddress(only)} className="chart-bar">
              <title>{healthTexts().bar(name, count)}</title>
              <rect className="chart-slot" x={slot * index} y="0" width={slot} height={HEIGHT} rx="8" />
              <rect
                className={`chart-${tone}`}
                x={middle - width / 2}
                y={HEIGHT - FOOT - height}
                width={width}
                height={height}
                rx="4"
              />
              <text className="chart-count" x={middle} y={HEIGHT - FOOT - height - 8} textAnchor="middle">
                {count.toLocaleString(locale)}
              </text>
              <text className="chart-name" y={HEIGHT - FOOT + 2} textAnchor="middle">
                {short.split(" ").map((word) => (
                  <tspan key={word} x={middle} dy={LINE}>
                    {word}
                  </tspan>
                ))}
              </text>
            </a>
          );
        })}
      </svg>
      <details className="disclosure">
        <summary>{healthTexts().asTable}</summary>
        <table className="chart-table">
          <thead>
            <tr>
              <th scope="col">{column}</th>
              <th scope="col">{healthTexts().items}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ only, name, count }) => (
              <tr key={only}>
                <th scope="row">{name}</th>
                <td>
                  <a className="link" href={healthAddress(only)} aria-label={healthTexts().bar(name, count)}>
                    {count.toLocaleString(locale)}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
