import { DEFAULT_POLICY } from "@opp/core/vault/deps";
import { DEFAULT_EVERY, DEFAULT_KEEP } from "../values/backup-plan.ts";
import {
  addressRanges,
  domainName,
  hostAndPort,
  hostName,
  LOG_LEVELS,
  logLevel,
  oneOf,
  path,
  publicOrigins,
  serverSecretText,
  wholeNumber,
} from "../values/config-values.ts";
import { databasePlace } from "../values/database-place.ts";
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
      "Address or name to listen on. Addresses other than loopback need TLS files or `trust_proxy`. `0.0.0.0` and `::` need `public_url`.",
  }),
  port: option("port", wholeNumber(0, 65_535), {
    example: "4600",
    byDefault: "`4600`",
    meaning: "Port to listen on. 0: any free port.",
  }),
  dataDir: option("data_dir", path, {
    example: "/var/lib/openpassphrase",
    byDefault: "`data`, or the folder of `db_connect`",
    meaning:
      "Folder for the database and the server secret, created with mode 700. Relative paths start where the server does (`npm start`: the checkout).",
  }),
  dbConnect: option("db_connect", databasePlace, {
    example: "sqlite:////var/lib/openpassphrase/vault.sqlite",
    byDefault: "`vault.sqlite` in the data folder",
    meaning:
      "The database: `sqlite:///relative`, `sqlite:////absolute`, or [PostgreSQL](postgres.md) as `postgres://USER@HOST/DATABASE`. Several hosts of one cluster are separated by commas; a socket is `postgres://USER@/DATABASE?host=/FOLDER`.",
  }),
  dbPasswordFile: option("db_password_file", path, {
    example: "/etc/openpassphrase/db-password",
    byDefault: "none: `PGPASSFILE`, `~/.pgpass`, or no password",
    meaning:
      "File with the password for PostgreSQL, in its first line. Refused if others can read it, unless it is a mounted secret.",
  }),
  dbPool: option("db_pool", wholeNumber(2, 200), {
    example: "10",
    byDefault: "`10`",
    meaning:
      "Connections to PostgreSQL that this server may have open, in addition to the one that receives notices of changes.",
  }),
  dbPrepared: option("db_prepared", onOrOff, {
    example: "off",
    byDefault: "`on`",
    meaning:
      "`off` for PgBouncer in transaction mode: statements have no names, and notices of changes are looked for every 3 seconds ([postgres.md](postgres.md#pgbouncer)).",
  }),
  dbTls: option("db_tls", onOrOff, {
    example: "on",
    byDefault: "`on` beyond this machine",
    meaning:
      "TLS to PostgreSQL, with a certificate that is verified. `off` sends everything in clear: only for a network of your own machines.",
  }),
  dbCaFile: option("db_ca_file", path, {
    example: "/etc/openpassphrase/db-ca.pem",
    byDefault: "the certificate authorities of Node",
    meaning: "File with the certificate of the authority that signed the PostgreSQL servers' certificates.",
  }),
  secretKey: option("secret_key", serverSecretText, {
    example: "$(openssl rand -base64 32)",
    byDefault: "none: the server creates a secret",
    meaning:
      "The server secret itself, at least 32 characters, for existing configurations. A file that contains it must be accessible to its owner only. Better: `secret_key_file`.",
    isSecret: true,
  }),
  secretKeyFile: option("secret_key_file", path, {
    example: "/etc/openpassphrase/secret",
    byDefault: "`server-secret` in the data folder",
    meaning:
      "File with the server secret: 32 bytes as base64url. Created with mode 600 if missing; refused if others can read it, unless it is a mounted secret.",
  }),
  registration: option("registration", oneOf("first", "open", "closed"), {
    example: "first",
    byDefault: "`first`",
    meaning:
      "Who may create an account: `first` (only the first visitor), `open` (anyone), `closed` (no one). What an administrator chooses on the page comes first.",
  }),
  expDelta: option("exp_delta", sessionSeconds, {
    example: String(DEFAULT_POLICY.defaultSessionSeconds),
    byDefault: `\`${DEFAULT_POLICY.defaultSessionSeconds}\``,
    meaning:
      "Seconds that a session lasts, unless the login asks for another time. The web app asks for 8 hours without use, or what the user chose.",
  }),
  maxExpDelta: option("max_exp_delta", sessionSeconds, {
    example: String(DEFAULT_POLICY.maxSessionSeconds),
    byDefault: `\`${DEFAULT_POLICY.maxSessionSeconds}\``,
    meaning:
      "The longest session a login can ask for (30 days), and the end of one that use prolongs. Longer ones are cut to this.",
  }),
  publicUrl: option("public_url", publicOrigins, {
    example: "https://vault.example",
    byDefault: "none",
    meaning:
      "The URL in the address bar, such as `https://vault.example`; separate several by commas. Requests for other host names are refused (421).",
  }),
  passkeyDomain: option("passkey_domain", domainName, {
    example: "vault.example",
    byDefault: "the host of the first `public_url`",
    meaning:
      "The name that passkeys are made for: the host of every `public_url`, or a domain that each of them is in. Passkeys keep the name that they were made for.",
  }),
  trustProxy: option("trust_proxy", addressRanges, {
    example: "192.0.2.1",
    byDefault: "none",
    meaning:
      "Addresses or CIDR ranges of proxies that terminate TLS, separated by commas. `X-Forwarded-*` headers from others are ignored.",
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
  maxAttachmentBytes: option("max_attachment_bytes", wholeNumber(0, 1024 * MIB), {
    example: String(DEFAULT_POLICY.maxAttachmentBytes),
    byDefault: `\`${DEFAULT_POLICY.maxAttachmentBytes}\``,
    meaning: "The largest file of an item (100 MiB). 0 switches files off: those that exist stay.",
  }),
  attachmentQuotaBytes: option("attachment_quota_bytes", wholeNumber(0, 1024 * 1024 * MIB), {
    example: String(DEFAULT_POLICY.attachmentQuotaBytes),
    byDefault: `\`${DEFAULT_POLICY.attachmentQuotaBytes}\``,
    meaning:
      "What all files of one vault may take (1 GiB), counting those that were removed or are in the trash.",
  }),
  attachmentsTotalBytes: option("attachments_total_bytes", wholeNumber(0, 1024 * 1024 * MIB), {
    example: String(DEFAULT_POLICY.attachmentsTotalBytes),
    byDefault: `\`${DEFAULT_POLICY.attachmentsTotalBytes}\``,
    meaning: "What all files of the server may take (10 GiB). They are in the database and in every backup.",
  }),
  staticFolder: option("static_folder", path, {
    example: "/usr/share/openpassphrase/web",
    byDefault: "the built-in web app",
    meaning: "Folder with another web app, which has an `index.html`.",
  }),
  wordfile: option("wordfile", path, {
    example: "/usr/share/openpassphrase/words.txt",
    byDefault: "the EFF's long list",
    meaning:
      "Words for the server's passphrase generator and v1's `genopts`: one per line, letters and hyphens, at least 1,000.",
  }),
  pwnedPasswords: option("pwned_passwords", path, {
    example: "/var/lib/pwned-passwords",
    byDefault: "`pwned-passwords` in the data folder",
    meaning:
      "Folder with the list of breached passwords, for the password health ([pwned-passwords.md](pwned-passwords.md)).",
  }),
  logLevel: option("log_level", logLevel, {
    example: "info",
    byDefault: "`info`; `warn` on a terminal",
    meaning: `${LOG_LEVELS.map((level) => `\`${level}\``).join(", ")}; Python's names work, too. Each line is a JSON object.`,
  }),
  logFilename: option("log_filename", path, {
    example: "/var/log/openpassphrase.log",
    byDefault: "none: standard error",
    meaning: "File for the log, created with mode 600. SIGHUP reopens it, for log rotation.",
  }),
  backupDir: option("backup_dir", path, {
    example: "/var/backups/openpassphrase",
    byDefault: "none: as set by `opp backup --every`",
    meaning: "Existing folder for backups that the server makes ([backup.md](backup.md)).",
  }),
  backupEvery: option("backup_every", readInterval, {
    example: DEFAULT_EVERY,
    byDefault: `\`${DEFAULT_EVERY}\``,
    meaning: "How often to make a backup: a number and `min`, `h`, `d` or `w`. Only with `backup_dir`.",
  }),
  backupKeep: option("backup_keep", readKeepRule, {
    example: DEFAULT_KEEP,
    byDefault: `\`${DEFAULT_KEEP}\``,
    meaning:
      "Which backups to keep: the latest of each of the last hours (`h`), days, weeks, months and years. Only with `backup_dir`.",
  }),
  drainSeconds: option("drain_seconds", wholeNumber(0, 300), {
    example: "10",
    byDefault: "`0`",
    meaning:
      "Seconds that the server still answers after SIGTERM, while `/readyz` answers 503: a load balancer then sends requests to another server first. Without one, 0.",
  }),
  metrics: option("metrics", hostAndPort, {
    example: "127.0.0.1:9464",
    byDefault: "none: no metrics",
    meaning:
      "Address and port for `/metrics`, in Prometheus' format ([metrics.md](deploy/metrics.md)). Addresses other than loopback need `metrics_token_file`.",
  }),
  metricsTokenFile: option("metrics_token_file", path, {
    example: "/etc/openpassphrase/metrics-token",
    byDefault: "none",
    meaning:
      "File with the token that Prometheus has to send, at least 32 characters. It must be accessible to its owner only. Only with `metrics`.",
  }),
  restV1: option("rest_v1", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning: "`off` disables the REST API of the Python version under `/api/v1` ([rest-v1.md](rest-v1.md)).",
  }),
  apiDocs: option("api_docs", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning: "`off` disables the page under `/api/docs` that shows this API and tries it out.",
  }),
  rateLimits: option("rate_limits", onOrOff, {
    example: "on",
    byDefault: "`on`",
    meaning: "`off` removes the limits on failed attempts; only on loopback, for test suites and benchmarks.",
  }),
} as const;

export const ALL_OPTIONS: readonly Option<unknown>[] = Object.values(OPTIONS);
