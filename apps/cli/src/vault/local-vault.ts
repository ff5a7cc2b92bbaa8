import { existsSync } from "node:fs";
import { estimateInProcess } from "@opp/core/platform/estimate-in-process";
import { systemRandom } from "@opp/core/platform/system-random";
import { DEFAULT_POLICY, type VaultDeps } from "@opp/core/vault/deps";
import { policyOf, readConfig, type ServerConfig } from "@opp/host/config/config";
import { type ConfigSources, processSources } from "@opp/host/config/config-sources";
import { serverSecretFor } from "@opp/host/config/server-secret";
import { scrubError } from "@opp/host/errors/scrubbed-error";
import { ensureDataFolder } from "@opp/host/files/data-folder";
import { loadNativeParts } from "@opp/host/native-parts";
import { openVault } from "@opp/host/open-vault";
import manifest from "../../package.json" with { type: "json" };
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { LAYOUT } from "./layout.ts";

/** As `CONFIG_OPTION` and `DATA_DIR_OPTION` give them. */
export interface VaultOptions {
  readonly config?: string | undefined;
  readonly dataDir?: string | undefined;
}

export interface LocalVault extends AsyncDisposable {
  /** As the server's, but without limits on tries: whoever may read the data folder can guess without them. */
  readonly deps: VaultDeps;
  readonly config: ServerConfig;
}

/** Where the configuration comes from, as this command's options change it. */
export const sourcesFor = ({ config, dataDir }: VaultOptions): ConfigSources => ({
  ...processSources(),
  configFile: config,
  commandLine: { data_dir: dataDir },
});

/** @throws StartRefusal */
export const configFor = (options: VaultOptions): ServerConfig => readConfig(sourcesFor(options));

/**
 * Opens the vault's database for administration, also while a server runs on it: SQLite lets one of them write at a time.
 * @throws CliFailure where there is none. @throws StartRefusal, NewerSchemaError, UnusableDatabaseError
 */
export async function openLocalVault(options: VaultOptions): Promise<LocalVault> {
  const config = configFor(options);
  requireVault(config);
  return openOrMakeLocalVault(config);
}

/** @throws CliFailure where there is no database. */
export function requireVault({ databaseFile, dataFolder, postgres }: ServerConfig): void {
  if (postgres || existsSync(databaseFile)) return;
  throw new CliFailure(
    EXIT.notFound,
    `${dataFolder} contains no vault. Choose another folder with --data-dir, or create a vault with "opp init".`,
  );
}

/** The same, and makes data folder, server secret and database where they aren't there yet. */
export async function openOrMakeLocalVault(config: ServerConfig): Promise<LocalVault> {
  await loadNativeParts();
  ensureDataFolder(config.dataFolder);
  const { vault } = await openVault({
    databaseFile: config.databaseFile,
    migrationsFolder: LAYOUT.migrationsFolder,
    postgres: config.postgres && {
      config: config.postgres,
      migrationsFolder: LAYOUT.postgresMigrations,
      version: manifest.version,
    },
    serverSecret: serverSecretFor(config, systemRandom).bytes,
    policy: { ...DEFAULT_POLICY, ...policyOf(config) },
    rateLimits: false,
    estimateStrengths: estimateInProcess,
    random: systemRandom,
    reportFault: (error) => process.stderr.write(`${JSON.stringify(scrubError(error))}\n`),
  });
  return { deps: vault, config, [Symbol.asyncDispose]: () => vault.store.close() };
}
