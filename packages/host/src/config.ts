import { join, resolve } from "node:path";
import { DEFAULT_POLICY } from "@opp/core/vault/deps";
import { isLoopback } from "./addresses.ts";
import {
  addressRanges,
  hostName,
  oneOf,
  path,
  publicOrigins,
  type ValueReader,
  WrongValue,
  wholeNumber,
} from "./config-values.ts";
import { nearestName } from "./nearest-name.ts";
import { StartRefusal } from "./start-refusal.ts";

export interface ServerConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseFile: string;
  readonly secretKeyFile: string;
  readonly registration: "first" | "open" | "closed";
  readonly defaultSessionSeconds: number;
  readonly maxSessionSeconds: number;
  readonly rateLimits: boolean;
  /** null: info; warn where the log goes to a terminal, so that a person there sees what needs one. */
  readonly logLevel: LogLevel | null;
  /** Addresses and CIDR ranges of proxies that terminate TLS; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** What people write in the address bar; empty: loopback and the bound host only. */
  readonly publicOrigins: readonly string[];
  readonly maxBodyBytes: number;
  /** Whether there is OpenPassPhrase's REST API v1 under /api/v1. */
  readonly restV1: boolean;
}

export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const DAY_SECONDS = 24 * 3600;
const MIB = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration, from the environment alone. Relative paths start at `startFolder`.
 * @throws StartRefusal with all problems at once.
 */
export function readConfig(environment: Environment, startFolder: string): ServerConfig {
  const problems: string[] = [];
  const names: string[] = [];
  function read<Value, Fallback>(
    name: string,
    fallback: Fallback,
    readValue: ValueReader<Value>,
    example: string,
  ) {
    names.push(name);
    const text = environment[name]?.trim();
    if (text === undefined) return fallback;
    try {
      if (text === "") throw new WrongValue("is empty: leave it out");
      return readValue(text);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      problems.push(`${name} ${error.message}. Write for example ${name}=${example}`);
      return fallback;
    }
  }

  const { registration, defaultSessionSeconds, maxSessionSeconds } = DEFAULT_POLICY;
  const sessionSeconds = wholeNumber(1, 3650 * DAY_SECONDS);
  const folder = resolve(startFolder, read("OPP_DATA_DIR", "data", path, "/var/lib/openpassphrase"));
  const secretKeyFile = read(
    "OPP_SECRET_KEY_FILE",
    join(folder, "server-secret"),
    path,
    "/etc/openpassphrase/secret",
  );
  const certFile = read("OPP_TLS_CERT_FILE", null, path, "/etc/openpassphrase/cert.pem");
  const keyFile = read("OPP_TLS_KEY_FILE", null, path, "/etc/openpassphrase/key.pem");
  const config: ServerConfig = {
    host: read("OPP_HOST", "127.0.0.1", hostName, "127.0.0.1"),
    port: read("OPP_PORT", 4600, wholeNumber(0, 65_535), "4600"),
    dataFolder: folder,
    databaseFile: join(folder, "vault.sqlite"),
    secretKeyFile: resolve(startFolder, secretKeyFile),
    registration: read("OPP_REGISTRATION", registration, oneOf("first", "open", "closed"), "first"),
    defaultSessionSeconds: read("OPP_EXP_DELTA", defaultSessionSeconds, sessionSeconds, "300"),
    maxSessionSeconds: read("OPP_MAX_EXP_DELTA", maxSessionSeconds, sessionSeconds, "2592000"),
    rateLimits: read("OPP_RATE_LIMITS", "on", oneOf("on", "off"), "on") === "on",
    logLevel: read("OPP_LOG_LEVEL", null, oneOf(...LOG_LEVELS), "info"),
    trustedProxies: read("OPP_TRUST_PROXY", [], addressRanges, "192.0.2.1"),
    tls:
      certFile !== null && keyFile !== null
        ? { certFile: resolve(startFolder, certFile), keyFile: resolve(startFolder, keyFile) }
        : null,
    publicOrigins: read("OPP_PUBLIC_URL", [], publicOrigins, "https://vault.example"),
    maxBodyBytes: read("OPP_MAX_BODY_BYTES", 32 * MIB, wholeNumber(64 * 1024, 1024 * MIB), "33554432"),
    restV1: read("OPP_REST_V1", "on", oneOf("on", "off"), "on") === "on",
  };
  problems.unshift(...findUnknownNames(environment, names));
  if ((environment.OPP_TLS_CERT_FILE === undefined) !== (environment.OPP_TLS_KEY_FILE === undefined)) {
    const missing = environment.OPP_TLS_CERT_FILE === undefined ? "OPP_TLS_CERT_FILE" : "OPP_TLS_KEY_FILE";
    problems.push(`TLS needs both its files: write ${missing} too, or leave out the other one`);
  }
  problems.push(...findContradictions(config, environment));
  if (problems.length > 0) throw new StartRefusal(problems);
  return config;
}

function findUnknownNames(environment: Environment, names: readonly string[]): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith("OPP_") && !names.includes(name))
    .map((name) => {
      const nearest = nearestName(name, names);
      return `${name} is not an option. ${nearest ? `Did you mean ${nearest}?` : `The options are: ${names.join(", ")}`}`;
    });
}

/** Each option is well-formed, and the whole still unsafe or unclear. */
function findContradictions(config: ServerConfig, environment: Environment): string[] {
  const problems: string[] = [];
  const triedTls = environment.OPP_TLS_CERT_FILE !== undefined || environment.OPP_TLS_KEY_FILE !== undefined;
  if (!isLoopback(config.host)) {
    if (!triedTls && environment.OPP_TRUST_PROXY === undefined) {
      problems.push(
        "OPP_HOST is not loopback, so passphrases would travel in clear text. Write OPP_TLS_CERT_FILE and OPP_TLS_KEY_FILE, " +
          "or OPP_TRUST_PROXY=<address of the proxy that terminates TLS>, or leave out OPP_HOST",
      );
    }
    if (["0.0.0.0", "::"].includes(config.host) && environment.OPP_PUBLIC_URL === undefined) {
      problems.push(
        "OPP_HOST takes in every address, so the server can't know its own name. Write OPP_PUBLIC_URL=https://<what people write in the address bar>",
      );
    }
  }
  // Behind a proxy, a server on loopback is open to whoever reaches the proxy.
  if (!config.rateLimits && (!isLoopback(config.host) || environment.OPP_TRUST_PROXY !== undefined)) {
    problems.push(
      "OPP_RATE_LIMITS=off is for loopback only. Leave it out, or leave out OPP_HOST and OPP_TRUST_PROXY",
    );
  }
  if (config.defaultSessionSeconds > config.maxSessionSeconds) {
    problems.push("OPP_EXP_DELTA is longer than OPP_MAX_EXP_DELTA. Lower the first, or raise the second");
  }
  return problems;
}
