import { withBuildLock } from "./build-lock.mjs";
import { staticChecks, tool } from "./checks.mjs";
import { ensureHeadlessShell } from "./chromium.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { runInLanes } from "./lanes.mjs";
import { ensurePrograms } from "./programs.mjs";
import { makeScratchFolder } from "./scratch-folder.mjs";
import { browserSuite, vitestSuites } from "./suites.mjs";
import { closingLine } from "./tally.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/**
 * Runs every check and every suite, even after a failure; the last line says how many passed. Two run at a time, so that
 * two cores have work throughout. @returns exit code
 */
export async function test() {
  const results = [];
  const attempt = async (step) => {
    const result = await runStep(step);
    results.push(result);
    report(step.name, result);
    return result.failed === 0;
  };

  const scratch = makeScratchFolder();
  process.once("exit", scratch.remove);
  let env;
  const ready = await attempt({
    name: "set-up",
    run: async () => {
      const toolchain = await ensureToolchain();
      await ensureDependencies(toolchain);
      env = testEnvironment(toolchain.env, scratch.path);
      return { passed: 1, failed: 0, output: "" };
    },
  });
  if (ready) await attemptAll(attempt, env);

  say(closingLine(results));
  return results.every(({ failed }) => failed === 0) ? 0 : 1;
}

async function attemptAll(attempt, env) {
  // Fetched beside the checks; the browser tests hear of a failure when they ask for it.
  const programs = ensurePrograms(env);
  // After them: two apt-gets at once are one too many.
  const chromium = programs.then(() => ensureHeadlessShell(env));
  chromium.catch(() => {});

  const suites = vitestSuites(env);
  const unbuilt = attemptInTurn(
    attempt,
    suites.filter(({ needsBuild }) => !needsBuild),
  );
  const built = attemptChecks(attempt, env).then(() => attemptBuild(attempt, env));
  await Promise.all([
    attemptBrowserSuite(attempt, browserSuite(env, chromium), built),
    Promise.all([unbuilt, built, programs]).then(() =>
      attemptInTurn(
        attempt,
        suites.filter(({ needsBuild }) => needsBuild),
      ),
    ),
  ]);
}

/**
 * Before the build, not at the same time: types and lint read files that the build writes. The check of the types writes those of the
 * client, which other checks read.
 */
async function attemptChecks(attempt, env) {
  const checks = staticChecks(env);
  const isFirst = ({ name }) => name === "format" || name === "types";
  await runInLanes(checks.filter(isFirst), 2, attempt);
  const others = checks.filter((check) => !isFirst(check));
  await runInLanes(others, 2, attempt);
}

function attemptBuild(attempt, env) {
  const args = ["run", "build", "--ui=stream", "--output-logs=errors-only"];
  const build = tool("build", env, "turbo", args);
  return attempt({ ...build, run: () => withBuildLock(build.run) });
}

async function attemptBrowserSuite(attempt, browser, built) {
  const run = (await built) ? browser.run : async () => notRun("not run: there is no build to test");
  await attempt({ ...browser, run });
}

async function attemptInTurn(attempt, steps) {
  for (const step of steps) await attempt(step);
}

/** The settings of whoever runs the tests are none of theirs. */
function testEnvironment(env, scratch) {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("OPP_") && name !== "NODE_ENV");
  return { ...Object.fromEntries(kept), NO_COLOR: "1", TMPDIR: scratch, E2E_SCRATCH: scratch };
}

async function runStep(step) {
  const startedAt = performance.now();
  let result;
  try {
    result = await step.run();
  } catch (error) {
    result = notRun(error.stack ?? String(error));
  }
  return { ...result, seconds: (performance.now() - startedAt) / 1000 };
}

function notRun(output) {
  return { passed: 0, failed: 1, output: `${output}\n` };
}

function report(name, { passed, failed, output, seconds }) {
  if (failed > 0) say(`\n${output.trimEnd()}\n`);
  say(
    `${failed === 0 ? "ok  " : "FAIL"}  ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
  );
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
