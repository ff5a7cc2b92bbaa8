import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { loadVault } from "../dashboard/load.ts";
import { drawPicture } from "../dashboard/picture.ts";
import { SECRETS } from "../vault-session.ts";
import { exampleFile } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { freePorts, runTool, startProgram, waitUntil } from "./program.ts";
import { startServerAt } from "./server-process.ts";

const ALERTS = 6;
/** Set: the server, its load and Prometheus stay for so many seconds, so that a person can look at graphs. */
const STAY_SECONDS = Number(process.env["EXAM_STAY_SECONDS"] ?? 0);
/** Set: the server is used for three minutes, and the dashboard's panels are drawn into this file (.png). */
const PICTURE = process.env["EXAM_PICTURE"];
const PICTURE_SECONDS = 180;

/** Prometheus itself reads a running server with the files that people copy, and evaluates every expression of alerts and dashboard. */
export const MONITORING: Part = {
  name: "monitoring",
  needs: { "/usr/bin/prometheus": "prometheus", "/usr/bin/promtool": "prometheus" },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "opp-monitoring-"));
    const [port = 0, metrics = 0, web = 0] = await freePorts(3);
    try {
      const backups = join(folder, "backups");
      mkdirSync(backups, { mode: 0o700 });
      await using server = await startServerAt(port, folder, {
        OPP_METRICS: `127.0.0.1:${metrics}`,
        OPP_BACKUP_DIR: backups,
        OPP_REGISTRATION: "open",
      });
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      writeFileSync(join(folder, "metrics.txt"), text);
      const config = join(folder, "prometheus.yml");
      writeFileSync(
        config,
        exampleFile("monitoring/prometheus.yml", { "127.0.0.1:9464": `127.0.0.1:${metrics}`, "30s": "1s" }),
      );
      writeFileSync(join(folder, "alerts.yml"), exampleFile("monitoring/alerts.yml", {}));
      const checks: Outcome[] = [
        check(
          "promtool check metrics",
          await runTool("sh", ["-c", "promtool check metrics < metrics.txt"], folder),
        ),
        check("promtool check config", await runTool("promtool", ["check", "config", config], folder)),
        check("promtool check rules", await runTool("promtool", ["check", "rules", "alerts.yml"], folder)),
      ];
      await using prometheus = startProgram(
        "/usr/bin/prometheus",
        [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folder, "tsdb")}`,
          `--web.listen-address=127.0.0.1:${web}`,
        ],
        { cwd: folder },
      );
      const query = (expression: string) => ask(web, `/api/v1/query?query=${encodeURIComponent(expression)}`);
      await waitUntil("Prometheus has read the server", async () =>
        (await query("opp_info")).includes('"version"'),
      );
      await logIn(port);
      await waitUntil("Prometheus has read the logins", async () =>
        (await query("opp_failed_logins_total > 0")).includes("CREDENTIALS_INCORRECT"),
      );
      const rules = await ask(web, "/api/v1/rules");
      const alerts = [...rules.matchAll(/"type":"alerting"/g)].length;
      const expressions = expressionsOf(exampleFile("monitoring/grafana-dashboard.json", {}));
      const failing: string[] = [];
      const empty: string[] = [];
      for (const expression of expressions) {
        const answer = await query(expression);
        if (!answer.includes('"status":"success"')) failing.push(expression);
        else if (answer.includes('"result":[]')) empty.push(expression);
      }
      if (STAY_SECONDS > 0) await stay(port, web);
      const picture = PICTURE ? [await draw(resolve(PICTURE), port, web)] : [];
      return [
        ...checks,
        {
          what: "alerts that Prometheus evaluates",
          ok: alerts === ALERTS && !rules.includes('"health":"err"'),
          says: `${alerts}`,
        },
        {
          what: "expressions of the dashboard",
          // A server of some seconds has no backup, and one with a file has no connections.
          ok: failing.length === 0 && empty.every((expression) => /backup|opp_db_/.test(expression)),
          says: `${expressions.length}, ${failing.length} failed, ${empty.length} without data`,
        },
        {
          what: "the log of Prometheus",
          ok: !/level=error/.test(prometheus.said()),
          says: `${server.said().length} bytes in the server's`,
        },
        ...picture,
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const check = (what: string, { code, output }: { code: number | null; output: string }): Outcome => ({
  what,
  ok: code === 0,
  says: output.trim().split("\n").join("; ").slice(0, 300),
});

const ask = async (port: number, path: string): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).text();

const expressionsOf = (dashboard: string): readonly string[] => {
  const parsed: { panels: { targets: { expr: string }[] }[] } = JSON.parse(dashboard);
  return parsed.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
};

/** A good login and a wrong one. */
async function logIn(port: number): Promise<void> {
  const post = (procedure: string, input: object) =>
    fetch(`http://127.0.0.1:${port}/api/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
  const person = { username: "ada", ...SECRETS };
  await post("auth.register", person);
  await post("auth.login", person);
  await post("auth.login", { ...person, password: "the wrong password" });
}

async function stay(port: number, web: number): Promise<void> {
  process.stdout.write(`  Prometheus: http://127.0.0.1:${web}/graph\n`);
  const end = performance.now() + STAY_SECONDS * 1000;
  while (performance.now() < end) {
    await logIn(port);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

async function draw(file: string, port: number, web: number): Promise<Outcome> {
  await loadVault(`http://127.0.0.1:${port}`, PICTURE_SECONDS);
  const undrawn = await drawPicture(exampleFile("monitoring/grafana-dashboard.json", {}), {
    prometheus: `http://127.0.0.1:${web}`,
    seconds: PICTURE_SECONDS,
    file,
  });
  // This server has a file.
  const empty = undrawn.filter((title) => !title.startsWith("PostgreSQL"));
  const says = empty.length > 0 ? `no data: ${empty.join(", ")}` : file;
  return { what: "the dashboard's panels, drawn from Prometheus", ok: empty.length === 0, says };
}
