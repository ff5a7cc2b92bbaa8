import { createPooledRandom } from "@opp/core/platform/pooled-random";
import { NewerSchemaError, UnusableDatabaseError } from "@opp/core/store/sqlite/database-errors";
import { DEFAULT_POLICY } from "@opp/core/vault/deps";
import { readConfig } from "@opp/host/config";
import { keepMemoryOutOfCoreDumps } from "@opp/host/core-dumps";
import { ensureDataFolder } from "@opp/host/data-folder";
import { openVault } from "@opp/host/open-vault";
import { scrubError } from "@opp/host/scrubbed-error";
import { loadServerSecret } from "@opp/host/server-secret";
import { Refusals, StartRefusal } from "@opp/host/start-refusal";
import { loadTlsFiles } from "@opp/host/tls-files";
import manifest from "../package.json" with { type: "json" };
import { createBugReporter } from "./bug-reporter.ts";
import { LAYOUT } from "./layout.ts";
import { listen } from "./listening.ts";
import { createLog } from "./log.ts";
import { buildServer } from "./server.ts";
import { closeGracefully } from "./shutdown.ts";
import { readWebApp } from "./static-files.ts";
import { startSweeper } from "./sweeper.ts";

async function start(): Promise<void> {
  // Whatever this process makes is its owner's alone.
  process.umask(0o077);
  keepMemoryOutOfCoreDumps();
  const random = createPooledRandom();
  const { config, files } = prepare(random);
  const log = createLog(config.logLevel ?? (process.stderr.isTTY ? "warn" : "info"));
  const reportBug = createBugReporter(log);
  process.on("uncaughtException", (error) => {
    // Node itself would print the message, which may hold what somebody typed.
    log.fatal({ err: error }, "uncaught");
    process.exit(1);
  });
  if (files.secret.isNew) log.info({ file: config.secretKeyFile }, "made a new server secret");
  if (!config.rateLimits)
    log.warn("rate limits are off: whoever reaches this machine's loopback may guess without end");

  const { registration, defaultSessionSeconds, maxSessionSeconds } = config;
  const { vault, tokens } = await openVault({
    databaseFile: config.databaseFile,
    migrationsFolder: LAYOUT.migrationsFolder,
    serverSecret: files.secret.bytes,
    policy: { ...DEFAULT_POLICY, registration, defaultSessionSeconds, maxSessionSeconds },
    rateLimits: config.rateLimits,
    random,
    reportFault: (error) => reportBug(error, "vault"),
  });
  const api = { vault, tokens, version: manifest.version, reportBug };
  const app = buildServer({ api, log, webApp: readWebApp(LAYOUT.webFolder), tls: files.tls, config });
  const { url, port } = await listen(app, config);
  const stopSweeper = startSweeper(vault, (error) => reportBug(error, "sweeper"));

  let stopping: Promise<void> | null = null;
  async function stop(signal: string): Promise<void> {
    log.info({ signal }, "stopping");
    if ((await closeGracefully(app)) === "cut") log.warn("cut requests that took too long to finish");
    await stopSweeper();
    await vault.store.close();
    log.info("stopped");
    process.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
      stopping ??= stop(signal).catch(fail);
    });
  }
  log.info({ port, dataFolder: config.dataFolder, version: manifest.version }, "ready");
  process.stdout.write(`OpenPassPhrase is ready: ${url}\n`);
}

/** @throws StartRefusal with everything that stands in the way. */
function prepare(random: (byteCount: number) => Uint8Array) {
  if (process.argv.length > 2)
    throw new StartRefusal(["The server takes no arguments. Configure it by OPP_… in the environment"]);
  const config = readConfig(process.env, process.cwd());
  const refusals = new Refusals();
  refusals.try(() => ensureDataFolder(config.dataFolder));
  const secret = refusals.try(() => loadServerSecret(config.secretKeyFile, random));
  const tls = refusals.try(() => (config.tls ? loadTlsFiles(config.tls) : null));
  refusals.throwIfAny();
  if (secret === null) throw new Error("a refusal got lost");
  return { config, files: { secret, tls } };
}

function fail(error: unknown): void {
  const isExpected = error instanceof NewerSchemaError || error instanceof UnusableDatabaseError;
  const problems = error instanceof StartRefusal ? error.problems : isExpected ? [error.message] : null;
  const lines = problems
    ? ["OpenPassPhrase did not start:", ...problems.map((problem) => `- ${problem}`)]
    : [JSON.stringify(scrubError(error))];
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

start().catch(fail);
