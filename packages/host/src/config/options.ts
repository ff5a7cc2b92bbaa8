import { DEFAULT_POLICY } from "@opp/core/vault/deps";
import { DEFAULT_EVERY, DEFAULT_KEEP } from "../backup/backup-plan.ts";
import {
  addressRanges,
  databaseUrl,
  hostName,
  LOG_LEVELS,
  logLevel,
  oneOf,
  path,
  publicOrigins,
  serverSecretText,
  wholeNumber,
} from "../values/config-values.ts";
import { readKeepRule } from "../values/keep-rule.ts";
import { readInterval } from "../values/time-spans.ts";
import { type Option, option } from "./option.ts";

const DAY_SECONDS = 24 * 3600;
const MIB = 1024 * 1024;
const sessionSeconds = wholeNumber(1, 3650 * DAY_SECONDS);
const onOrOff = oneOf("on", "off");

/** Every option, once: docs/configuration.md shows this table, and a test compares the two. */
export const OPTIONS = {
  host: option("host", hostName, {
    example: "127.0.0.1",
    byDefault: "`127.0.0.1`",
    meaning:
      "Address or name to listen on. Other than loopback: only with TLS files or `trust_proxy`. `0.0.0.0` and `::` need `public_url`.",
  }),
  port: option("port", wholeNumber(0, 65_535), {
    example: "4600",
    byDefault: "`4600`",
    meaning: "Port. 0: any free one.",
  }),
  dataDir: option("data_dir", path, {
    example: "/var/lib/openpassphrase",
    byDefault: "`data`, or the folder of `db_connect`",
    meaning:
      "Folder of database and server secret, made with mode 700. Relative paths start where the server does (`npm start`: the checkout).",
  }),
  dbConnect: option("db_connect", databaseUrl, {
    example: "sqlite:////var/lib/openpassphrase/vault.sqlite",
    byDefault: "`vault.sqlite` in the data folder",
    meaning: "The database: `sqlite:///relative` or `sqlite:////absolute`. No other kind is supported.",
  }),
  secretKey: option("secret_key", serverSecretText, {
    example: "$(openssl rand -base64 32)",
    byDefault: "none: a server secret is made",
    meaning:
      "The server secret itself, 32 characters at least, for who has it in a configuration already. A file with it must be its owner's alone. Better: `secret_key_file`.",
    isSecret: true,
  }),
  secretKeyFile: option("secret_key_file", path, {
    example: "/etc/openpassphrase/secret",
    byDefault: "`server-secret` in the data folder",
    meaning:
      "The server secret: 32 bytes as base64url. Made with mode 600 if it isn't there; refused if others can read it, unless it is a mounted secret.",
  }),
  registration: option("registration", oneOf("first", "open", "closed"), {
    example: "first",
    byDefault: "`first`",
    meaning:
      "Who may create an account: `first` (only the first visitor), `open` (anyone), `closed` (no one).",
  }),
  expDelta: option("exp_delta", sessionSeconds, {
    example: String(DEFAULT_POLICY.defaultSessionSeconds),
    byDefault: `\`${DEFAULT_POLICY.defaultSessionSeconds}\``,
    meaning: "Seconds that a session lasts, unless the login asks for another time.",
  }),
  maxExpDelta: option("max_exp_delta", sessionSeconds, {
    example: String(DEFAULT_POLICY.maxSessionSeconds),
    byDefault: `\`${DEFAULT_POLICY.maxSessionSeconds}\``,
    meaning: "The longest session a login can ask for (30 days); longer ones are cut to this.",
  }),
  publicUrl: option("public_url", publicOrigins, {
    example: "https://vault.example",
    byDefault: "none",
    meaning:
      "What people write in the address bar, such as `https://vault.example`; several with commas. Requests under other names are refused (421).",
  }),
  trustProxy: option("trust_proxy", addressRanges, {
    example: "192.0.2.1",
    byDefault: "none",
    meaning:
      "Addresses or CIDR ranges of proxies that terminate TLS, with commas. Only theirs are the `X-Forwarded-*` headers that count.",
  }),
  tlsCertFile: option("tls_cert_file", path, {
    example: "/etc/openpassphrase/cert.pem",
    byDefault: "none",
    meaning: "PEM certificate chain, for TLS by the server itself. Only with `tls_key_file`.",
  }),
  tlsKeyFile: option("tls_key_file", path, {
    example: "/etc/openpassphrase/key.pem",
    byDefault: "none",
    meaning: "PEM key. Only with `tls_cert_file`. It must not be readable by everyone.",
  }),
  maxBodyBytes: option("max_body_bytes", wholeNumber(64 * 1024, 1024 * MIB), {
    example: String(32 * MIB),
    byDefault: `\`${32 * MIB}\``,
    meaning: "The largest request body with a valid token (32 MiB). Without one, it is 64 KiB.",
  }),
  staticFolder: option("static_folder", path, {
    example: "/usr/share/openpassphrase/web",
    byDefault: "the web app that came with the server",
    meaning: "Another folder of a web app's files, with an `index.html`.",
  }),
  wordfile: option("wordfile", path, {
    example: "/usr/share/openpassphrase/words.txt",
    byDefault: "the EFF's long list",
    meaning:
      "Words for the server's passphrase generator and v1's `genopts`: one a line, letters and hyphens, 1,000 of them at least.",
  }),
  logLevel: option("log_level", logLevel, {
    example: "info",
    byDefault: "`info`; `warn` on a terminal",
    meaning: `${LOG_LEVELS.map((level) => `\`${level}\``).join(", ")}; Python's names are understood. One JSON object a line.`,
  }),
  logFilename: option("log_filename", path, {
    example: "/var/log/openpassphrase.log",
    byDefault: "none: standard error",
    meaning: "A file for the log, made with mode 600. SIGHUP opens it anew, for log rotation.",
  }),
  backupDir: option("backup_dir", path, {
    example: "/var/backups/openpassphrase",
    byDefault: "none: as `opp backup --every` says",
    meaning: "A folder, which must be there, for backups that the server makes ([backup.md](backup.md)).",
  }),
  backupEvery: option("backup_every", readInterval, {
    example: DEFAULT_EVERY,
    byDefault: `\`${DEFAULT_EVERY}\``,
    meaning: "How often: a number and `min`, `h`, `d` or `w`. Only with `backup_dir`.",
  }),
  backupKeep: option("backup_keep", readKeepRule, {
    example: DEFAULT_KEEP,
    byDefault: `\`${DEFAULT_KEEP}\``,
    meaning:
      "Which of them stay: the latest of each of the last so many hours (`h`), days, weeks, months and years. Only with `backup_dir`.",
  }),
  restV1: option("rest_v1", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning:
      "`off` takes away the REST API of the Python version under `/api/v1` ([rest-v1.md](rest-v1.md)).",
  }),
  apiDocs: option("api_docs", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning: "`off` takes away the page under `/api/docs` that shows this API and tries it.",
  }),
  rateLimits: option("rate_limits", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning: "`off` lifts the limits on failed tries: on loopback only, for test suites and benchmarks.",
  }),
} as const;

export const ALL_OPTIONS: readonly Option<unknown>[] = Object.values(OPTIONS);
