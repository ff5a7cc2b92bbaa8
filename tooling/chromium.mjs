import { existsSync, readdirSync } from "node:fs";
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

const SHELL = /(^|[\\/])(chrome-headless-shell|headless_shell)(\.exe)?$/;

/**
 * Finds a Chromium that runs, or gets one: Playwright's download, else Debian's package. Each attempt has a time limit.
 * @returns its absolute path
 */
export async function ensureChromium(env) {
  const own = await playwrightsOwn(env);
  const there = await firstThatRuns([env.PW_CHROMIUM, own, ...installed], env);
  if (there) return there;

  const fetched = await fetchFirst(env, [
    { name: "Playwright's download", get: () => downloadPlaywrights("--no-shell", env), path: own },
    { name: "Debian's package", get: () => installDebian("chromium", env), path: "/usr/bin/chromium" },
  ]);
  if (fetched.path) return fetched.path;
  throw new PlainFailure(
    `${fetched.complaints.join("\n")}\nInstall Chromium or Google Chrome, or name one in PW_CHROMIUM, for the browser tests.`,
  );
}

/**
 * Chromium's headless shell: the same engine without windows, tabs and toolbars, which take half of a test's time. Without
 * one, the whole Chromium. @returns its absolute path
 */
export async function ensureHeadlessShell(env) {
  const own = await playwrightsShell(env);
  const debians = "/usr/lib/chromium/chromium-headless-shell";
  const there = await firstThatRuns([env.PW_CHROMIUM, own.find(), debians], env);
  if (there) return there;

  const { path } = await fetchFirst(env, [
    { name: "Playwright's download", get: () => downloadPlaywrights("--only-shell", env), path: own.find },
    { name: "Debian's package", get: () => installDebian("chromium-headless-shell", env), path: debians },
  ]);
  return path ?? ensureChromium(env);
}

/** @returns the path of the first one that runs after its attempt, or null; and why the others don't */
async function fetchFirst(env, attempts) {
  const complaints = [];
  for (const { name, get, path } of attempts) {
    note(`Fetching Chromium for the browser tests: ${name}`);
    const { output } = await get();
    const found = await firstThatRuns([typeof path === "function" ? path() : path], env);
    if (found) return { path: found, complaints };
    complaints.push(`${name} gave no Chromium that runs:\n${output}`);
  }
  return { path: null, complaints };
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

/** Where Playwright keeps its headless shell: only its installer prints the folder, and the file's name depends on the platform. */
async function playwrightsShell(env) {
  const { output } = await runPlaywright(["install", "--dry-run", "--only-shell", "chromium"], env, 20);
  const folder = /Install location: +(.*headless_shell.*)/.exec(output)?.[1];
  const find = () => {
    if (!folder || !existsSync(folder)) return null;
    const name = readdirSync(folder, { recursive: true }).find((path) => SHELL.test(path));
    return name ? join(folder, name) : null;
  };
  return { find };
}

function downloadPlaywrights(which, env) {
  const quickToGiveUp = { ...env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  return runPlaywright(["install", which, "chromium"], quickToGiveUp, 120);
}

function runPlaywright(args, env, limitSeconds) {
  const cwd = join(root, "apps", "web");
  return runQuietly(join(cwd, "node_modules", ".bin", "playwright"), args, { cwd, env, limitSeconds });
}

async function installDebian(name, env) {
  if (!existsSync("/usr/bin/apt-get")) return { output: "apt-get is not there\n" };
  return installDebians([name, "fonts-liberation"], env);
}
