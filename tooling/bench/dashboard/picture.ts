import { writeFileSync } from "node:fs";
import { runTool } from "../deploy/program.ts";
import { type DrawnPanel, drawDashboard, type Series } from "./draw.ts";
import { unitOf } from "./units.ts";

const CHROMIUM = "/usr/bin/chromium";
const SIZE = "1400,1670";

interface Dashboard {
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly description: string;
    readonly type: string;
    readonly gridPos: DrawnPanel["place"];
    readonly fieldConfig: { readonly defaults: { readonly unit: string } };
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

interface RangeAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/**
 * Asks Prometheus what each panel of a Grafana dashboard asks, and draws the answers of the last `seconds` as one picture, without
 * Grafana. @returns titles of the panels that had no data
 */
export async function drawPicture(
  dashboardText: string,
  {
    prometheus,
    seconds,
    file,
  }: { readonly prometheus: string; readonly seconds: number; readonly file: string },
): Promise<readonly string[]> {
  const dashboard: Dashboard = JSON.parse(dashboardText);
  const end = Math.floor(Date.now() / 1000);
  const panels: DrawnPanel[] = [];
  for (const { title, description, type, gridPos, fieldConfig, targets } of dashboard.panels) {
    const series: Series[] = [];
    for (const { expr, legendFormat } of targets) {
      const range = new URLSearchParams({ query: expr, start: `${end - seconds}`, end: `${end}`, step: "2" });
      const answer = await fetch(`${prometheus}/api/v1/query_range?${range}`);
      const { data }: RangeAnswer = JSON.parse(await answer.text());
      series.push(...data.result.map(({ metric, values }) => seriesOf(legendFormat, metric, values)));
    }
    panels.push({
      title,
      description,
      isStat: type === "stat",
      unit: unitOf(fieldConfig.defaults.unit),
      place: gridPos,
      series: series.filter(({ points }) => points.length > 0),
    });
  }
  const html = file.replace(/\.png$/, ".html");
  writeFileSync(html, drawDashboard(dashboard.title, panels));
  // Root can't have Chromium's sandbox, and the page is this exam's.
  const page = ["--headless", "--no-sandbox", "--hide-scrollbars", `--window-size=${SIZE}`];
  const { code, output } = await runTool(
    CHROMIUM,
    [...page, `--screenshot=${file}`, `file://${html}`],
    "/tmp",
  );
  if (code !== 0) throw new Error(`Chromium made no picture:\n${output}`);
  return panels.filter(({ series }) => series.length === 0).map(({ title }) => title);
}

function seriesOf(
  legend: string,
  metric: Readonly<Record<string, string>>,
  values: readonly (readonly [number, string])[],
): Series {
  return {
    name: legend.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? ""),
    points: values.flatMap(([second, text]) => {
      const value = Number(text);
      return Number.isFinite(value) ? [[second, value] as const] : [];
    }),
  };
}
