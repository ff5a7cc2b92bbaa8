import { dirname, join, resolve } from "node:path";
import type { Secret } from "@opp/core/secret";
import { DEFAULT_POLICY, type VaultPolicy } from "@opp/core/vault/deps";
import type { PasskeyRules } from "@opp/core/vault/passkey-site";
import { StartRefusal } from "../errors/start-refusal.ts";
import { isLoopback } from "../values/addresses.ts";
import { type BackupPlan, DEFAULT_EVERY, DEFAULT_KEEP } from "../values/backup-plan.ts";
import { type LogLevel, WrongValue } from "../values/config-values.ts";
import type { PostgresAddress } from "../values/database-place.ts";
import { readKeepRule } from "../values/keep-rule.ts";
import { readInterval } from "../values/time-spans.ts";
import {
  type ConfigSources,
  collectGiven,
  exampleFor,
  type Given,
  labelOf,
  type Origin,
} from "./config-sources.ts";
import type { Option } from "./option.ts";
import { ALL_OPTIONS, OPTIONS } from "./options.ts";

export interface ServerConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly dataFolder: string;
  /** Not used where `postgres` is. */
  readonly databaseFile: string;
  /** null: the database is the file. */
  readonly postgres: PostgresConfig | null;
  readonly secretKeyFile: string;
  /** Instead of the file. */
  readonly secretKey: Secret | null;
  readonly registration: "first" | "open" | "closed";
  readonly defaultSessionSeconds: number;
  readonly maxSessionSeconds: number;
  readonly rateLimits: boolean;
  /** null: info; warn where the log goes to a terminal, so that a person there sees what needs one. */
  readonly logLevel: LogLevel | null;
  /** null: standard error. */
  readonly logFile: string | null;
  /** Addresses and CIDR ranges of proxies that terminate TLS; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** What people write in the address bar; empty: loopback and the bound host only. */
  readonly publicOrigins: readonly string[];
  /** The domain that passkeys are made for; null: the host of the first public origin. */
  readonly passkeyDomain: string | null;
  readonly maxBodyBytes: number;
  /** The largest file of an item; 0: there are none. */
  readonly maxAttachmentBytes: number;
  /** All files of one vault. */
  readonly attachmentQuotaBytes: number;
  /** All files of the server. */
  readonly attachmentsTotalBytes: number;
  /** After SIGTERM, how long requests are still taken while `/readyz` says no. */
  readonly drainSeconds: number;
  /** Where `/metrics` is, and the file of the token that it asks for; null: there is none. */
  readonly metrics: {
    readonly host: string;
    readonly port: number;
    readonly tokenFile: string | null;
  } | null;
  /** Whether there is OpenPassPhrase's REST API v1 under /api/v1. */
  readonly restV1: boolean;
  /** Whether there is its reference page under /api/docs. */
  readonly apiDocs: boolean;
  /** null: the built-in web app. */
  readonly staticFolder: string | null;
  /** null: the EFF's long list. */
  readonly wordFile: string | null;
  /** The list of breached passwords. isOptional: it isn't configured, so it may be missing. */
  readonly breachList: { readonly folder: string; readonly isOptional: boolean };
  /** null: as `opp backup --every` left it in the data folder. */
  readonly backupPlan: BackupPlan | null;
  /** What was overlooked about the files that were read, for the log. */
  readonly accepted?: readonly string[];
}

export interface PostgresConfig extends PostgresAddress {
  /** null: PGPASSFILE, ~/.pgpass, or none. */
  readonly passwordFile: string | null;
  readonly poolSize: number;
  /** false: PgBouncer in transaction mode is between. */
  readonly prepared: boolean;
  /** null: on, unless every host is this machine. */
  readonly tls: "on" | "off" | null;
  readonly caFile: string | null;
}

/** What holds for an option, for a person. */
export interface Setting {
  readonly name: string;
  /** As written; null: the default holds, or it is a secret. */
  readonly value: string | null;
  readonly isSecret: boolean;
  /** null: nothing is said, so the default holds. */
  readonly origin: Origin | null;
}

export interface InspectedConfig {
  /** As far as it could be read: safe to use only where there are no problems. */
  readonly config: ServerConfig;
  readonly settings: readonly Setting[];
  readonly problems: readonly string[];
}

const MIB = 1024 * 1024;
const DEFAULT_POOL_SIZE = 10;

/** What the configuration says of the vaults. */
export const policyOf = ({
  registration,
  defaultSessionSeconds,
  maxSessionSeconds,
  maxAttachmentBytes,
  attachmentQuotaBytes,
  attachmentsTotalBytes,
}: ServerConfig) =>
  ({
    registration,
    defaultSessionSeconds,
    maxSessionSeconds,
    maxAttachmentBytes,
    attachmentQuotaBytes,
    attachmentsTotalBytes,
  }) satisfies Partial<VaultPolicy>;

/** What the configuration says of passkeys. */
export const passkeyRulesOf = ({ publicOrigins, passkeyDomain }: ServerConfig): PasskeyRules => ({
  publicOrigins,
  domain: passkeyDomain,
});

/** @throws StartRefusal with all problems at once, each with what to write instead. */
export function readConfig(sources: ConfigSources): ServerConfig {
  const { config, problems } = inspectConfig(sources);
  if (problems.length > 0) throw new StartRefusal(problems);
  return config;
}

/** The same for who wants to see all of it, whatever is wrong. */
export function inspectConfig(sources: ConfigSources): InspectedConfig {
  const problems: string[] = [];
  const accepted: string[] = [];
  const given = collectGiven(sources, problems, accepted);
  const read = createReader(given, problems);
  const inFolder = (path: string) => resolve(sources.startFolder, path);
  const readPath = (option: Option<string>) => {
    const path = read(option);
    return path === null ? null : inFolder(path);
  };

  const namedBreachList = readPath(OPTIONS.pwnedPasswords);
  const database = read(OPTIONS.dbConnect);
  const namedDatabase = database?.kind === "sqlite" ? inFolder(database.file) : null;
  const dataFolder = readPath(OPTIONS.dataDir) ?? (namedDatabase ? dirname(namedDatabase) : inFolder("data"));
  const certFile = readPath(OPTIONS.tlsCertFile);
  const keyFile = readPath(OPTIONS.tlsKeyFile);
  const metrics = read(OPTIONS.metrics);
  const backupFolder = readPath(OPTIONS.backupDir);
  const everyMs = read(OPTIONS.backupEvery) ?? readInterval(DEFAULT_EVERY);
  const keep = read(OPTIONS.backupKeep) ?? readKeepRule(DEFAULT_KEEP);
  const config: ServerConfig = {
    host: read(OPTIONS.host) ?? "127.0.0.1",
    port: read(OPTIONS.port) ?? 4600,
    dataFolder,
    databaseFile: namedDatabase ?? join(dataFolder, "vault.sqlite"),
    postgres:
      database?.kind === "postgres"
        ? {
            ...database.address,
            passwordFile: readPath(OPTIONS.dbPasswordFile),
            poolSize: read(OPTIONS.dbPool) ?? DEFAULT_POOL_SIZE,
            prepared: read(OPTIONS.dbPrepared) !== "off",
            tls: read(OPTIONS.dbTls),
            caFile: readPath(OPTIONS.dbCaFile),
          }
        : null,
    secretKeyFile: readPath(OPTIONS.secretKeyFile) ?? join(dataFolder, "server-secret"),
    secretKey: secretKeyInForce(read(OPTIONS.secretKey), given, sources),
    registration: read(OPTIONS.registration) ?? DEFAULT_POLICY.registration,
    defaultSessionSeconds: read(OPTIONS.expDelta) ?? DEFAULT_POLICY.defaultSessionSeconds,
    maxSessionSeconds: read(OPTIONS.maxExpDelta) ?? DEFAULT_POLICY.maxSessionSeconds,
    rateLimits: read(OPTIONS.rateLimits) !== "off",
    logLevel: read(OPTIONS.logLevel),
    logFile: readPath(OPTIONS.logFilename),
    trustedProxies: read(OPTIONS.trustProxy) ?? [],
    tls: certFile !== null && keyFile !== null ? { certFile, keyFile } : null,
    publicOrigins: read(OPTIONS.publicUrl) ?? [],
    passkeyDomain: read(OPTIONS.passkeyDomain),
    maxBodyBytes: read(OPTIONS.maxBodyBytes) ?? 32 * MIB,
    maxAttachmentBytes: read(OPTIONS.maxAttachmentBytes) ?? DEFAULT_POLICY.maxAttachmentBytes,
    attachmentQuotaBytes: read(OPTIONS.attachmentQuotaBytes) ?? DEFAULT_POLICY.attachmentQuotaBytes,
    attachmentsTotalBytes: read(OPTIONS.attachmentsTotalBytes) ?? DEFAULT_POLICY.attachmentsTotalBytes,
    drainSeconds: read(OPTIONS.drainSeconds) ?? 0,
    metrics: metrics && { ...metrics, tokenFile: readPath(OPTIONS.metricsTokenFile) },
    restV1: read(OPTIONS.restV1) !== "off",
    apiDocs: read(OPTIONS.apiDocs) !== "off",
    staticFolder: readPath(OPTIONS.staticFolder),
    wordFile: readPath(OPTIONS.wordfile),
    breachList: {
      folder: namedBreachList ?? join(dataFolder, "pwned-passwords"),
      isOptional: namedBreachList === null,
    },
    backupPlan: backupFolder === null ? null : { folder: backupFolder, everyMs, keep },
    ...(accepted.length > 0 && { accepted }),
  };
  problems.push(...findContradictions(config, given));
  return {
    config,
    problems,
    settings: ALL_OPTIONS.map((option) => settingOf(option, given.get(option.name))),
  };
}

function createReader(given: ReadonlyMap<string, Given>, problems: string[]) {
  return <Value>(option: Option<Value>): Value | null => {
    const found = given.get(option.name);
    if (found === undefined) return null;
    try {
      if (found.text === "") throw new WrongValue("is empty: leave it out");
      return option.read(found.text);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      const sentence = `${labelOf(option, found)} ${error.message}`;
      problems.push(option.isSecret ? sentence : `${sentence}. Example: ${exampleFor(option, found)}`);
      return null;
    }
  };
}

const settingOf = ({ name, isSecret }: Option<unknown>, given: Given | undefined): Setting => ({
  name,
  isSecret,
  // Addresses may hold a password, rightly or not.
  value: given === undefined || isSecret ? null : given.text.replace(/\/\/[^/]*@/, "//(hidden)@"),
  origin: given?.origin ?? null,
});

/** Where both are said, the one from the source that counts more is the one that is meant. */
function secretKeyInForce(
  secretKey: Secret | null,
  given: ReadonlyMap<string, Given>,
  sources: ConfigSources,
): Secret | null {
  const text = given.get(OPTIONS.secretKey.name);
  const file = given.get(OPTIONS.secretKeyFile.name);
  if (!text || !file) return secretKey;
  return rankOf(text.origin, sources) <= rankOf(file.origin, sources) ? secretKey : null;
}

const RANKS = { "command line": 0, environment: 1, file: 2 } as const;

const rankOf = (origin: Origin, { commonFiles = [] }: ConfigSources): number =>
  // A file that isn't a common one was named, and counts more than those.
  RANKS[origin.kind] + (origin.kind === "file" ? 1 + commonFiles.indexOf(origin.path) : 0);

/** Each option is well-formed, and the whole still unsafe or unclear. */
function findContradictions(config: ServerConfig, given: ReadonlyMap<string, Given>): string[] {
  const problems: string[] = [];
  const isGiven = (option: Option<unknown>) => given.has(option.name);
  const label = (option: Option<unknown>) => labelOf(option, given.get(option.name));
  const hasCert = isGiven(OPTIONS.tlsCertFile);
  const hasKey = isGiven(OPTIONS.tlsKeyFile);
  if (hasCert !== hasKey) {
    const missing = hasCert ? "OPP_TLS_KEY_FILE" : "OPP_TLS_CERT_FILE";
    problems.push(`TLS needs two files: set ${missing}, too, or leave out the other one`);
  }
  for (const option of [
    OPTIONS.dbPasswordFile,
    OPTIONS.dbPool,
    OPTIONS.dbPrepared,
    OPTIONS.dbTls,
    OPTIONS.dbCaFile,
  ])
    if (config.postgres === null && isGiven(option))
      problems.push(`${label(option)} is for PostgreSQL, but db_connect names none: leave it out`);
  for (const option of [OPTIONS.backupEvery, OPTIONS.backupKeep]) {
    if (isGiven(option) && !isGiven(OPTIONS.backupDir))
      problems.push(
        `${label(option)} needs a folder for the backups: set OPP_BACKUP_DIR, too, or leave it out`,
      );
  }
  if (isGiven(OPTIONS.metricsTokenFile) && !isGiven(OPTIONS.metrics))
    problems.push(
      `${label(OPTIONS.metricsTokenFile)} is for /metrics: set OPP_METRICS, too, or leave it out`,
    );
  if (config.metrics && !isLoopback(config.metrics.host) && config.metrics.tokenFile === null)
    problems.push(
      `${label(OPTIONS.metrics)} isn't loopback, so others could read the metrics. Set OPP_METRICS_TOKEN_FILE=<a file with at least 32 characters>`,
    );
  const [text, file] = [given.get(OPTIONS.secretKey.name), given.get(OPTIONS.secretKeyFile.name)];
  if (text && file && sameSource(text.origin, file.origin))
    problems.push(
      `${label(OPTIONS.secretKey)} and ${label(OPTIONS.secretKeyFile)} set two secrets. Remove one`,
    );
  if (!isLoopback(config.host)) {
    if (!hasCert && !hasKey && !isGiven(OPTIONS.trustProxy)) {
      problems.push(
        `${label(OPTIONS.host)} isn't loopback, so passphrases would be sent in clear text. Set OPP_TLS_CERT_FILE and OPP_TLS_KEY_FILE, ` +
          "or OPP_TRUST_PROXY=<address of the proxy that terminates TLS>, or leave it out",
      );
    }
    if (["0.0.0.0", "::"].includes(config.host) && !isGiven(OPTIONS.publicUrl)) {
      problems.push(
        `${label(OPTIONS.host)} is every address, so the server can't know its own name. Set OPP_PUBLIC_URL=https://<the host in the address bar>`,
      );
    }
  }
  const { passkeyDomain } = config;
  if (passkeyDomain !== null) {
    const outside = config.publicOrigins.filter(
      (origin) => !isWithin(new URL(origin).hostname, passkeyDomain),
    );
    if (!isGiven(OPTIONS.publicUrl) || outside.length > 0)
      problems.push(
        `${label(OPTIONS.passkeyDomain)} must be the host of every public_url, or a domain that each of them is in. Leave it out, or set OPP_PUBLIC_URL=https://<a host in that domain>`,
      );
  }
  // Behind a proxy, a server on loopback is open to whoever reaches the proxy.
  if (!config.rateLimits && (!isLoopback(config.host) || isGiven(OPTIONS.trustProxy))) {
    problems.push(
      "OPP_RATE_LIMITS=off works only on loopback. Leave it out, or leave out OPP_HOST and OPP_TRUST_PROXY",
    );
  }
  if (config.defaultSessionSeconds > config.maxSessionSeconds) {
    problems.push(
      `${label(OPTIONS.expDelta)} is longer than OPP_MAX_EXP_DELTA. Lower the first, or raise the second`,
    );
  }
  return problems;
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

const sameSource = (one: Origin, other: Origin): boolean =>
  one.kind === other.kind && (one.kind !== "file" || other.kind !== "file" || one.path === other.path);
