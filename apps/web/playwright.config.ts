import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, defineConfig, devices } from "@playwright/test";

/** Set by the first process that reads this file, for the workers that read it after. */
const isFirst = process.env["E2E_DATA_DIR"] === undefined;
const scratch = process.env["E2E_SCRATCH"] ?? join(import.meta.dirname, "test-results");
const dataDir = (process.env["E2E_DATA_DIR"] ??= join(scratch, "data"));
const port = (process.env["E2E_PORT"] ??= "4611");
/** The built server with cheap Argon2id; another program can be named. Tests that start a server of their own start the real one. */
const server =
  process.env["E2E_SERVER"] ?? join(import.meta.dirname, "../../packages/host/src/testing/cheap-server.ts");
/** By name: a browser makes no passkey for an address. */
const baseURL = `http://localhost:${port}`;

if (isFirst) {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

const executablePath =
  process.env["PW_CHROMIUM"] ??
  ["/usr/lib/chromium/chromium-headless-shell", chromium.executablePath(), "/usr/bin/chromium"].find((path) =>
    existsSync(path),
  );

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/artifacts",
  forbidOnly: true,
  retries: 0,
  // One server serves all the tests, each with an account of its own.
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    // Requests that a service worker sees escape `page.route`; the tests that are about it allow it.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
    // A trace costs as much as the test itself: repeat a failed test with `--trace on`.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Chromium has no sandbox for root, which is who containers run as.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  projects: [
    { name: "app", testMatch: "**/*.spec.ts" },
    { name: "screens", testMatch: "**/*.screens.ts" },
  ],
  webServer: {
    command: `node "${server}"`,
    url: `http://127.0.0.1:${port}/readyz`,
    env: {
      OPP_DATA_DIR: dataDir,
      OPP_HOST: "127.0.0.1",
      OPP_PORT: port,
      OPP_REGISTRATION: "open",
      OPP_RATE_LIMITS: "off",
      OPP_LOG_LEVEL: "warn",
    },
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    timeout: 30_000,
    stdout: "pipe",
    stderr: "pipe",
  },
});
