import type { KdfParameters } from "@opp/core/cipher/kdf-parameters";
import { systemRandom } from "@opp/core/platform/system-random";
import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { NewerSchemaError, UnusableDatabaseError } from "@opp/core/store/sqlite/files/database-errors";
import { DEFAULT_POLICY } from "@opp/core/vault/deps";
import { listUnreadableFactors } from "@opp/core/vault/factors/second-factor";
import { createBreachList } from "@opp/host/breaches/breach-list";
import { passkeyRulesOf, policyOf, readConfig, type ServerConfig } from "@opp/host/config/config";
import { type ConfigSources, processSources } from "@opp/host/config/config-sources";
import { loadMetricsToken } from "@opp/host/config/metrics-token";
import { serverSecretFor } from "@opp/host/config/server-secret";
import { refuseWithoutPage } from "@opp/host/config/static-folder";
import { loadTlsFiles } from "@opp/host/config/tls-files";
import { loadWordFile } from "@opp/host/config/word-file";
import { keepMemoryOutOfCoreDumps } from "@opp/host/core-dumps";
import { Refusals, StartRefusal } from "@opp/host/errors/start-refusal";
import { explainSystemFailure } from "@opp/host/errors/system-sentence";
import { ensureDataFolder } from "@opp/host/files/data-folder";
import { loadNativeParts } from "@opp/host/native-parts";
import { openVault } from "@opp/host/open-vault";
import type { Logger } from "pino";
import manifest from "../package.json" with { type: "json" };
import { createBugReporter } from "./bug-reporter.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { watchTerminal } from "./hangup.ts";
import { createDrain } from "./http/drain.ts";
import { listen, namedUrl } from "./http/listening.ts";
import { openWaitingRoom } from "./http/waiting-room.ts";
import { createImportReader } from "./imports/import-reader.ts";
import { LAYOUT } from "./layout.ts";
import { createLog, openLogFile } from "./log.ts";
import { prepareMetrics } from "./metrics/prepare-metrics.ts";
import { buildServer } from "./server.ts";
import { startServerBackups } from "./server-backups.ts";
import { createServerDesk } from "./server-desk.ts";
import { closeGracefully } from "./shutdown.ts";
import { readApiDocs, readWebApp } from "./static/static-files.ts";
import { createStorageLog } from "./storage-log.ts";
import { startSweeper } from "./sweeper.ts";
import { renewTls } from "./tls-renewal.ts";

/** What holds instead of this process's own sources of configuration; and who hears, instead of standard output, where the server is. */
export interface StartOptions extends Partial<ConfigSources> {
  readonly announce?: (url: string) => void;
  /** Argon2id's cost for new secrets, which tests lower; no option of the configuration does. */
  readonly kdf?: KdfParameters;
  /** Whether a PostgreSQL server is taken that loses saved data in a crash, as a test's does; no option of the configuration does. */
  readonly losesData?: boolean;
}

/** Why the server didn't start: the configuration and what it names, the database, or the disk that it is on. */
export interface StartFailure {
  readonly kind: "refused" | "database" | "disk";
  readonly problems: readonly string[];
}

/**
 * Starts the server in this process, which ends with it: on SIGTERM or SIGINT, or when its terminal is gone, with 0.
 * @returns what stands in the way; null when it runs.
 */
export async function startServer(options: StartOptions): Promise<StartFailure | null> {
  try {
    await start(options);
    return null;
  } catch (error) {
    if (error instanceof StartRefusal)
      return { kind: error.kind === "database" ? "database" : "refused", problems: error.problems };
    if (error instanceof NewerSchemaError || error instanceof BackupError)
      return { kind: "database", problems: [error.message] };
    if (error instanceof UnusableDatabaseError)
      return { kind: isOfDisk(error) ? "disk" : "database", problems: [error.message] };
    const failure = explainSystemFailure(error);
    if (failure !== null) return { kind: "disk", problems: [failure.message] };
    throw error;
  }
}

async function start({
  announce = announceReady,
  kdf = DEFAULT_POLICY.kdf,
  losesData = false,
  ...sources
}: StartOptions): Promise<void> {
  const isTerminalGone = watchTerminal();
  // Whatever this process makes is its owner's alone.
  process.umask(0o077);
  keepMemoryOutOfCoreDumps();
  const config = readConfig({ ...processSources(), ...sources });
  // Before anything is made; and a newer installation may be in the place of this one when a part is first needed.
  await loadNativeParts();
  const files = prepare(config);
  const isForTerminal = files.log === null && process.stderr.isTTY;
  const log = createLog(config.logLevel ?? (isForTerminal ? "warn" : "info"), files.log ?? undefined);
  const reportBug = createBugReporter(log);
  process.on("uncaughtException", (error) => {
    // Node itself would print the message, which may hold what someone typed.
    log.fatal({ err: error }, "uncaught");
    process.exit(1);
  });
  for (const accepted of [
    ...(config.accepted ?? []),
    files.secret.accepted,
    files.tls?.accepted,
    files.metricsToken?.accepted,
  ])
    if (accepted) log.warn(accepted);
  if (files.secret.isNew) log.info({ file: config.secretKeyFile }, "made a new server secret");
  if (!config.rateLimits)
    log.warn("rate limits are off: anyone who reaches this machine's loopback can guess without limit");

  const sayStorage = createStorageLog(log);
  const { meter, serve: serveMetrics } = await prepareMetrics(config, manifest.version);
  const waiting = createWaiting(log, () => openWaitingRoom(config, files.tls));
  const { vault, tokens, nodes } = await openVault({
    databaseFile: config.databaseFile,
    migrationsFolder: LAYOUT.migrationsFolder,
    postgres: config.postgres && {
      config: config.postgres,
      migrationsFolder: LAYOUT.postgresMigrations,
      version: manifest.version,
      losesData,
      waiting: waiting.begin,
      ...(meter && { watchPool: meter.watchPool }),
      warn: (warning) => log.warn(warning),
    },
    serverSecret: files.secret.bytes,
    policy: {
      ...DEFAULT_POLICY,
      ...policyOf(config),
      kdf,
      wordList: files.wordList,
    },
    rateLimits: config.rateLimits,
    random: systemRandom,
    reportFault: (error) => reportBug(error, "vault"),
    breachedPasswords: createBreachList({
      ...config.breachList,
      report: (problem) => log.warn({ problem }, "breached passwords can't be checked: opp doctor says more"),
    }),
    readImportFile: createImportReader({ reportFault: (error) => reportBug(error, "import") }),
    serverDesk: createServerDesk(config, log, (error) => reportBug(error, "doctor")),
    reportStorage: (said) => {
      sayStorage(said);
      if (said.cause !== null) meter?.countStorageFailure(said.cause);
    },
    ...(meter && { watchKdf: meter.watchKdf }),
    reserveBytes: RESERVE_BYTES,
  });
  await waiting.end();
  const colliding = await vault.store.users.listColliding();
  if (colliding.length > 0)
    log.warn(
      { accounts: colliding.map(({ id }) => id) },
      "usernames that count as the same: opp user list shows them, opp user rename changes one",
    );
  const unreadable = await listUnreadableFactors(vault);
  if (unreadable.length > 0)
    log.warn(
      { accounts: unreadable },
      "the server secret isn't the one that these accounts' second factors were set up with: none of their codes fits. Put the old secret back, or run: opp user reset-second-factor NAME",
    );
  const drain = createDrain();
  const api = {
    vault,
    tokens,
    version: manifest.version,
    passkeys: passkeyRulesOf(config),
    reportBug,
    ...(meter && { countCall: meter.countCall }),
  };
  const app = buildServer({
    api,
    log,
    webApp: readWebApp(config.staticFolder ?? LAYOUT.webFolder),
    apiDocs: config.apiDocs ? readApiDocs(LAYOUT.apiDocsFolder) : null,
    tls: files.tls,
    drain,
    ...(nodes && { clockAheadMs: nodes.clockAheadMs }),
    meter,
    config,
  });
  const metrics = await serveMetrics(vault, files.metricsToken, (error) => reportBug(error, "metrics"));
  if (metrics) log.info({ port: metrics.port }, "metrics");
  const { url, port } = await listen(app, config);
  const stopSweeper = startSweeper(vault, (error) => reportBug(error, "sweeper"));
  const stopBackups = startServerBackups(config, log);
  const tls = config.tls && files.tls ? renewTls(app.server, config.tls, { served: files.tls, log }) : null;

  let stopping: Promise<void> | null = null;
  async function stop(signal: string): Promise<void> {
    const drainSeconds = signal === "SIGTERM" ? config.drainSeconds : 0;
    log.info({ signal, drainSeconds }, "stopping");
    tls?.stop();
    await drain.begin(drainSeconds * 1000);
    if ((await closeGracefully(app)) === "cut") log.warn("closed connections whose requests took too long");
    metrics?.close();
    await stopBackups();
    await stopSweeper();
    await vault.store.close();
    log.info("stopped");
    process.exit(0);
  }
  function beginToStop(signal: string): void {
    // A second signal is from someone who doesn't want to wait.
    if (stopping) drain.finish();
    stopping ??= stop(signal).catch((error: unknown) => {
      log.fatal({ err: error }, "could not stop in order");
      process.exit(1);
    });
  }
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => beginToStop(signal));
  process.on("SIGHUP", () => {
    if (isTerminalGone()) return beginToStop("SIGHUP");
    files.log?.reopen();
    tls?.look();
    log.info({ signal: "SIGHUP" }, "read again what changes");
  });
  giveBackMemory();
  log.info({ port, dataFolder: config.dataFolder, version: manifest.version }, "ready");
  announce(url);
}

/** What happens while the server waits for its database. */
function createWaiting(log: Logger, openRoom: () => () => Promise<void>) {
  let close: (() => Promise<void>) | null = null;
  return {
    begin(why: string) {
      if (close) return;
      log.warn({ why }, "waiting for the database");
      close = openRoom();
    },
    async end() {
      await close?.();
    },
  };
}

const isOfDisk = ({ fault }: UnusableDatabaseError): boolean => fault !== null && fault !== "corrupt";

/** Enough to trash or to erase the largest item, which writes all its pages over. */
const RESERVE_BYTES = 16 * 1024 * 1024;

function announceReady(url: string): void {
  const named = namedUrl(url);
  const lines = [
    `OpenPassPhrase is ready: ${url}`,
    ...(named ? [`To use passkeys, open it as ${named}`] : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** @throws StartRefusal with everything that stands in the way. */
function prepare(config: ServerConfig) {
  const refusals = new Refusals();
  refusals.try(() => ensureDataFolder(config.dataFolder));
  const secret = refusals.try(() => serverSecretFor(config, systemRandom));
  const tls = refusals.try(() => (config.tls ? loadTlsFiles(config.tls) : null));
  const tokenFile = config.metrics?.tokenFile ?? null;
  const metricsToken = refusals.try(() => (tokenFile === null ? null : loadMetricsToken(tokenFile)));
  const wordList = refusals.try(() => (config.wordFile ? loadWordFile(config.wordFile) : null));
  refusals.try(() => config.staticFolder && refuseWithoutPage(config.staticFolder));
  const log = refusals.try(() => (config.logFile ? openLogFile(config.logFile) : null));
  refusals.throwIfAny();
  if (secret === null) throw new Error("a refusal got lost");
  return { secret, tls, metricsToken, wordList, log };
}
