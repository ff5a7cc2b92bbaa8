import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiDeps } from "@opp/api/context";
import { estimateInProcess } from "@opp/core/platform/estimate-in-process";
import { systemRandom } from "@opp/core/platform/system-random";
import { CHEAP_KDF } from "@opp/core/testing/cheap-kdf";
import { placeMigratedDatabase } from "@opp/core/testing/migrated-database";
import { MIGRATIONS_FOLDER } from "@opp/core/testing/test-vault";
import { DEFAULT_POLICY, type VaultDeps, type VaultPolicy } from "@opp/core/vault/deps";
import { passkeyRulesOf, readConfig } from "@opp/host/config/config";
import type { TlsFiles } from "@opp/host/config/tls-files";
import { openVault } from "@opp/host/open-vault";
import type { FastifyInstance } from "fastify";
import { createBugReporter } from "../src/bug-reporter.ts";
import type { EventStreamLimits } from "../src/events/event-streams.ts";
import type { ConnectionLimits } from "../src/http/connection-guard.ts";
import { createImportReader } from "../src/imports/import-reader.ts";
import { createLog } from "../src/log.ts";
import { buildServer } from "../src/server.ts";
import { closeGracefully } from "../src/shutdown.ts";
import { readApiDocs, readWebApp } from "../src/static/static-files.ts";
import { createStorageLog } from "../src/storage-log.ts";
import { type Answer, ask, type Question } from "./http-client.ts";
import { Person } from "./person.ts";

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly vault: VaultDeps;
  readonly dataFolder: string;
  /** Every line that was logged, as it was written. */
  readonly logLines: readonly string[];
  ask(path: string, question?: Question): Promise<Answer>;
  /** Registers an account and logs in. */
  person(username?: string): Promise<Person>;
}

export interface TestServerOptions {
  /** As the environment would say it. */
  readonly environment?: Record<string, string>;
  readonly policy?: Partial<VaultPolicy>;
  readonly webFolder?: string;
  readonly apiDocsFolder?: string;
  readonly tls?: TlsFiles;
  /** That the caller made, and takes away. */
  readonly dataFolder?: string;
  /** A database that grows no further is a disk that is full. */
  readonly maxPages?: number;
  readonly connectionLimits?: Partial<ConnectionLimits>;
  readonly eventLimits?: Partial<EventStreamLimits>;
  /** By how much the machine's clock is ahead of the database's. */
  readonly clockAheadMs?: () => number;
  /** Adds routes that the product doesn't have. */
  readonly addRoutes?: (app: FastifyInstance, api: ApiDeps) => void;
}

/** The real server on a free port over a temporary folder; only Argon2id's cost is lowered, and failed logins don't wait. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "opp-server-")));
  // Behind a proxy the server insists on its rate limits.
  const rateLimits = options.environment?.OPP_TRUST_PROXY === undefined ? "off" : "on";
  const environment = { OPP_RATE_LIMITS: rateLimits, OPP_DATA_DIR: dataFolder, ...options.environment };
  const config = readConfig({ environment, startFolder: dataFolder });
  const logLines: string[] = [];
  const log = createLog("trace", { write: (line: string) => logLines.push(line) });
  const reportBug = createBugReporter(log);
  const isNew = options.dataFolder === undefined && options.maxPages === undefined;
  if (isNew) await placeMigratedDatabase({ path: config.databaseFile, migrationsFolder: MIGRATIONS_FOLDER });
  const { vault, tokens } = await openVault({
    databaseFile: config.databaseFile,
    migrationsFolder: MIGRATIONS_FOLDER,
    serverSecret: systemRandom(32),
    policy: {
      ...DEFAULT_POLICY,
      registration: "open",
      kdf: CHEAP_KDF,
      failedLoginMilliseconds: 0,
      ...options.policy,
    },
    rateLimits: config.rateLimits,
    estimateStrengths: estimateInProcess,
    random: systemRandom,
    reportFault: (error) => reportBug(error, "vault"),
    readImportFile: createImportReader({ reportFault: (error) => reportBug(error, "import") }),
    reportStorage: createStorageLog(log),
    reserveBytes: 1024 * 1024,
    ...(options.maxPages !== undefined && { maxPages: options.maxPages }),
  });
  const api = { vault, tokens, version: "0.0.0-test", passkeys: passkeyRulesOf(config), reportBug };
  const tls = options.tls ?? null;
  const webApp = readWebApp(options.webFolder ?? dataFolder);
  const apiDocs = options.apiDocsFolder === undefined ? null : readApiDocs(options.apiDocsFolder);
  const { connectionLimits = {}, eventLimits = {} } = options;
  const app = buildServer({
    api,
    log,
    webApp,
    apiDocs,
    tls,
    config,
    connectionLimits,
    eventLimits,
    ...(options.clockAheadMs && { clockAheadMs: options.clockAheadMs }),
  });
  options.addRoutes?.(app, api);
  const url = (await app.listen({ host: "127.0.0.1", port: 0 })).replace("0.0.0.0", "127.0.0.1");
  return {
    url,
    app,
    vault,
    dataFolder,
    logLines,
    ask: (path, question) => ask(url + path, question),
    person: (username = "ada") => Person.register(url, username),
    async [Symbol.asyncDispose]() {
      await closeGracefully(app, 100);
      await vault.store.close();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true });
    },
  };
}
