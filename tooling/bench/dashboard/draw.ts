import { niceSteps, type Unit, write } from "./units.ts";

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [second: number, value: number])[];
}

export interface DrawnPanel {
  readonly title: string;
  readonly description: string;
  readonly isStat: boolean;
  readonly unit: Unit;
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly series: readonly Series[];
}

const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 62;
const BOTTOM = 22;
/** Grafana's own palette. */
const COLOURS = [
  "#7eb26d",
  "#eab839",
  "#6ed0e0",
  "#ef843c",
  "#e24d42",
  "#1f78c1",
  "#ba43a9",
  "#705da0",
  "#508642",
  "#cca300",
];
const STYLE = `
body { background: #111217; color: #ccccdc; font: 13px sans-serif; margin: 16px; }
main { display: grid; grid-template-columns: repeat(24, 1fr); gap: 10px; }
section { background: #181b1f; border: 1px solid #2b2e34; border-radius: 3px; padding: 8px 12px; }
h1 { font-size: 18px; margin: 0 0 12px; } h2 { font-size: 14px; margin: 0; } p { margin: 2px 0; color: #8e8e99; font-size: 12px; }
svg { width: 100%; display: block; } text { fill: #8e8e99; font-size: 11px; } line { stroke: #2b2e34; }
ul { list-style: none; margin: 4px 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; }
li i { display: inline-block; width: 14px; height: 3px; margin-right: 6px; vertical-align: middle; }
.stat { font-size: 44px; color: #7eb26d; text-align: center; padding: 24px 0 30px; }
`;

/** One page with all panels, where the dashboard places them. */
export function drawDashboard(title: string, panels: readonly DrawnPanel[]): string {
  const drawn = panels.map((panel) => {
    const { x, y, w, h } = panel.place;
    const place = `grid-column: ${x + 1} / span ${w}; grid-row: ${y + 1} / span ${h}`;
    const head = `<h2>${escape(panel.title)}</h2><p>${escape(panel.description) || "&nbsp;"}</p>`;
    return `<section style="${place}">${head}${panel.isStat ? drawStat(panel) : drawLines(panel)}</section>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><h1>${escape(title)}</h1><main>${drawn.join("")}</main>`;
}

function drawStat({ series, unit }: DrawnPanel): string {
  const values = series.map(
    ({ name, points }) => `${write(points.at(-1)?.[1] ?? 0, unit)}<p>${escape(name)}</p>`,
  );
  return `<div class="stat">${values.join("")}</div>`;
}

function drawLines({ series, unit }: DrawnPanel): string {
  const all = series.flatMap(({ points }) => points);
  const [from, to] = [Math.min(...all.map(([at]) => at)), Math.max(...all.map(([at]) => at))];
  const steps = niceSteps(Math.max(...all.map(([, value]) => value)), unit);
  const most = steps.at(-1) ?? 1;
  const across = (second: number) => LEFT + ((second - from) / Math.max(1, to - from)) * (WIDTH - LEFT - 10);
  const up = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - 10);
  const grid = steps.map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${up(value)}" y2="${up(value)}"/><text x="${LEFT - 8}" y="${up(value) + 4}" text-anchor="end">${write(value, unit)}</text>`,
  );
  const times = [0, 0.25, 0.5, 0.75].map((part) => {
    const second = from + part * (to - from);
    const time = new Date(second * 1000).toISOString().slice(11, 19);
    return `<text x="${across(second)}" y="${HEIGHT - 4}">${time}</text>`;
  });
  const lines = series.map(({ points }, index) => {
    const path = points.map(([at, value]) => `${across(at).toFixed(1)},${up(value).toFixed(1)}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${colour(index)}" stroke-width="1.6"/>`;
  });
  const legend = series.map(
    ({ name, points }, index) =>
      `<li><i style="background:${colour(index)}"></i>${escape(name)}: ${write(points.at(-1)?.[1] ?? 0, unit)}</li>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}">${grid.join("")}${times.join("")}${lines.join("")}</svg><ul>${legend.join("")}</ul>`;
}

const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? "#ccc";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
