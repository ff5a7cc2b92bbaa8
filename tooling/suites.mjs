import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { listPackages, readManifest, root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { countPlaywright, countRun, countVitest } from "./tally.mjs";

const reports = join(root, "node_modules", ".cache", "reports");
/** A suite that hangs must not hold the run up for good; a slow machine that is busy otherwise must get through. */
const SUITE_LIMIT_SECONDS = 1800;

/** Vitest would leave one core idle, and on a machine with two that is half of it. */
const VITEST_WORKERS = Math.max(2, availableParallelism() - 1);

/** A Vitest suite for the tooling itself, and one for each package with a `unit` script; what is built may be a part of the test. */
export function vitestSuites(env) {
  const packages = listPackages().map((folder) => ({ folder, scripts: readManifest(folder).scripts ?? {} }));
  const suites = [{ folder: "tooling", scripts: {} }, ...packages.filter(({ scripts }) => scripts.unit)];
  return suites.map(({ folder, scripts }) => ({
    name: `tests of ${folder}`,
    needsBuild: Boolean(scripts.build),
    run: () => {
      const report = join(reports, `${folder.replaceAll("/", "-")}.json`);
      const args = [
        "run",
        `--maxWorkers=${VITEST_WORKERS}`,
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ];
      return runSuite({ command: "vitest", args, folder, env, report, count: countVitest });
    },
  }));
}

/** @param chromium promise of the browser's path */
export function browserSuite(env, chromium) {
  return {
    name: "browser tests",
    run: async () => {
      const path = await chromium;
      const report = join(reports, "browser.json");
      const suiteEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PW_CHROMIUM: path };
      const args = ["test", "--project=app", "--reporter=list,json"];
      const folder = "apps/web";
      return runSuite({ command: "playwright", args, folder, env: suiteEnv, report, count: countPlaywright });
    },
  };
}

async function runSuite({ command, args, folder, env, report, count }) {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const cwd = join(root, folder);
  const suiteEnv = { ...env, PATH: [join(cwd, "node_modules", ".bin"), env.PATH].join(delimiter) };
  const { code, output } = await runQuietly(command, args, {
    cwd,
    env: suiteEnv,
    limitSeconds: SUITE_LIMIT_SECONDS,
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, output: `${output}\n${command} left no report\n` };
  const { note, ...counts } = count(JSON.parse(readFileSync(report, "utf8")));
  return { ...countRun(counts, code), output: note ? `${output}\n${folder} ${note}\n` : output };
}
