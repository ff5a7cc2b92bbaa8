import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { installDebians } from "./programs.mjs";
import { note } from "./progress.mjs";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Finds a Chromium that runs, or gets one: Playwright's download, else Debian's package. Each attempt has a time limit.
 * @returns its absolute path
 */
export async function ensureChromium(env) {
  const own = await playwrightsOwn(env);
  const there = await firstThatRuns([env.PW_CHROMIUM, own, ...installed], env);
  if (there) return there;

  const attempts = [
    { name: "Playwright's download", get: () => downloadPlaywrights(env), path: own },
    { name: "Debian's package", get: () => installDebiansChromium(env), path: "/usr/bin/chromium" },
  ];
  const complaints = [];
  for (const { name, get, path } of attempts) {
    note(`Fetching Chromium for the browser tests: ${name}`);
    const { output } = await get();
    if (await firstThatRuns([path], env)) return path;
    complaints.push(`${name} gave no Chromium that runs:\n${output}`);
  }
  throw new PlainFailure(
    `${complaints.join("\n")}\nInstall Chromium or Google Chrome, or name one in PW_CHROMIUM, for the browser tests.`,
  );
}

async function firstThatRuns(paths, env) {
  for (const path of paths) {
    if (!path || !existsSync(path)) continue;
    // A stand-in that would fetch the real one (Ubuntu's), or a browser that lacks a library, fails here.
    const { code } = await runQuietly(path, ["--version"], { env, limitSeconds: 20 });
    if (code === 0) return path;
  }
  return null;
}

/** Where Playwright keeps its Chromium, whether it is there or not. */
async function playwrightsOwn(env) {
  const print = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const { code, output } = await runQuietly("node", ["-e", print], { cwd: join(root, "apps", "web"), env });
  return code === 0 ? output.trim() : null;
}

function downloadPlaywrights(env) {
  const command = join(root, "apps", "web", "node_modules", ".bin", "playwright");
  const quickToGiveUp = { ...env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  return runQuietly(command, ["install", "--no-shell", "chromium"], {
    cwd: join(root, "apps", "web"),
    env: quickToGiveUp,
    limitSeconds: 120,
  });
}

async function installDebiansChromium(env) {
  if (!existsSync("/usr/bin/apt-get")) return { output: "apt-get is not there\n" };
  return installDebians(["chromium", "fonts-liberation"], env);
}
