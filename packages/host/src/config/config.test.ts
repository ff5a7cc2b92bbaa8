import { describe, expect, it } from "vitest";
import { StartRefusal } from "../errors/start-refusal.ts";
import { passkeyRulesOf, readConfig } from "./config.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig({ environment, startFolder: "/srv" });
    return [];
  } catch (error) {
    if (error instanceof StartRefusal) return error.problems;
    throw error;
  }
}

describe("readConfig", () => {
  it("is safe when nothing is said", () => {
    expect(readConfig({ environment: { PATH: "/bin" }, startFolder: "/srv" })).toEqual({
      host: "127.0.0.1",
      port: 4600,
      dataFolder: "/srv/data",
      databaseFile: "/srv/data/vault.sqlite",
      postgres: null,
      secretKeyFile: "/srv/data/server-secret",
      secretKey: null,
      registration: "first",
      defaultSessionSeconds: 300,
      maxSessionSeconds: 30 * 24 * 3600,
      rateLimits: true,
      logLevel: null,
      logFile: null,
      trustedProxies: [],
      tls: null,
      publicOrigins: [],
      passkeyDomain: null,
      maxBodyBytes: 32 * 1024 * 1024,
      maxAttachmentBytes: 100 * 1024 * 1024,
      attachmentQuotaBytes: 1024 ** 3,
      attachmentsTotalBytes: 10 * 1024 ** 3,
      drainSeconds: 0,
      metrics: null,
      restV1: true,
      apiDocs: true,
      staticFolder: null,
      wordFile: null,
      breachList: { folder: "/srv/data/pwned-passwords", isOptional: true },
      backupPlan: null,
    });
  });

  it("takes every option", () => {
    const config = readConfig({
      environment: {
        OPP_HOST: "0.0.0.0",
        OPP_PORT: "8443",
        OPP_DATA_DIR: "vault",
        OPP_REGISTRATION: "closed",
        OPP_EXP_DELTA: "60",
        OPP_MAX_EXP_DELTA: "3600",
        OPP_LOG_LEVEL: "warn",
        OPP_TRUST_PROXY: "10.0.0.0/8, fd00::1",
        OPP_TLS_CERT_FILE: "cert.pem",
        OPP_TLS_KEY_FILE: "key.pem",
        OPP_PUBLIC_URL: "https://vault.home, https://vault.example:8443/",
        OPP_MAX_BODY_BYTES: "1048576",
        OPP_REST_V1: "off",
        OPP_API_DOCS: "off",
        OPP_DB_CONNECT: "sqlite:///old/opp.sqlite",
        OPP_SECRET_KEY: "Zq8-long-and-made-by-a-generator-7Kx",
        OPP_STATIC_FOLDER: "web",
        OPP_WORDFILE: "/usr/share/words",
        OPP_PWNED_PASSWORDS: "pwned",
        OPP_LOG_FILENAME: "opp.log",
      },
      startFolder: "/srv",
    });
    expect(config).toMatchObject({
      host: "0.0.0.0",
      port: 8443,
      dataFolder: "/srv/vault",
      registration: "closed",
      defaultSessionSeconds: 60,
      maxSessionSeconds: 3600,
      logLevel: "warn",
      trustedProxies: ["10.0.0.0/8", "fd00::1"],
      tls: { certFile: "/srv/cert.pem", keyFile: "/srv/key.pem" },
      publicOrigins: ["https://vault.home", "https://vault.example:8443"],
      maxBodyBytes: 1048576,
      restV1: false,
      apiDocs: false,
      databaseFile: "/srv/old/opp.sqlite",
      staticFolder: "/srv/web",
      wordFile: "/usr/share/words",
      breachList: { folder: "/srv/pwned", isOptional: false },
      logFile: "/srv/opp.log",
    });
    expect(String(config.secretKey)).toBe("[secret]");
  });

  it("has metrics where it is told an address and a port, and a token for who isn't on this machine", () => {
    const metricsOf = (environment: Record<string, string>) =>
      readConfig({ environment, startFolder: "/srv" }).metrics;
    expect(metricsOf({ OPP_METRICS: "[::1]:9464" })).toEqual({ host: "::1", port: 9464, tokenFile: null });
    const others = { OPP_METRICS: "192.0.2.7:9464", OPP_METRICS_TOKEN_FILE: "/t" };
    expect(metricsOf(others)).toEqual({ host: "192.0.2.7", port: 9464, tokenFile: "/t" });
    expect(problemsOf({ OPP_METRICS: "192.0.2.7:9464" })).toEqual([expect.stringMatching(/isn't loopback/)]);
    expect(problemsOf({ OPP_METRICS_TOKEN_FILE: "/t" })).toEqual([expect.stringMatching(/set OPP_METRICS/)]);
    for (const text of ["9464", "127.0.0.1", "::1:9464", "127.0.0.1:65536", "127.0.0.1:", "http://a:1"])
      expect(problemsOf({ OPP_METRICS: text })).toHaveLength(1);
  });

  it("has a plan for backups where there is a folder for them, and refuses half of one", () => {
    const planOf = (environment: Record<string, string>) =>
      readConfig({ environment, startFolder: "/srv" }).backupPlan;
    expect(planOf({ OPP_BACKUP_DIR: "backups" })).toEqual({
      folder: "/srv/backups",
      everyMs: 24 * 3_600_000,
      keep: { d: 7, w: 4, m: 6 },
    });
    expect(planOf({ OPP_BACKUP_DIR: "/b", OPP_BACKUP_EVERY: "12h", OPP_BACKUP_KEEP: "3d" })).toEqual({
      folder: "/b",
      everyMs: 12 * 3_600_000,
      keep: { d: 3 },
    });
    expect(problemsOf({ OPP_BACKUP_EVERY: "1d" })).toEqual([
      "OPP_BACKUP_EVERY needs a folder for the backups: set OPP_BACKUP_DIR, too, or leave it out",
    ]);
    expect(problemsOf({ OPP_BACKUP_DIR: "/b", OPP_BACKUP_EVERY: "1x", OPP_BACKUP_KEEP: "all" })).toEqual([
      expect.stringMatching(/^OPP_BACKUP_EVERY must be .*Example: OPP_BACKUP_EVERY=1d$/),
      expect.stringMatching(/^OPP_BACKUP_KEEP must be .*Example: OPP_BACKUP_KEEP=7d,4w,6m$/),
    ]);
  });

  it("takes a domain for passkeys that every public address is in, and no other", () => {
    const rulesOf = (environment: Record<string, string>) =>
      passkeyRulesOf(readConfig({ environment, startFolder: "/srv" }));
    const OPP_PUBLIC_URL = "https://vault.home.example,https://home.example:8443";
    expect(rulesOf({ OPP_PUBLIC_URL, OPP_PASSKEY_DOMAIN: "Home.Example" })).toEqual({
      publicOrigins: ["https://vault.home.example", "https://home.example:8443"],
      domain: "home.example",
    });
    expect(rulesOf({ OPP_PUBLIC_URL }).domain).toBeNull();
    const refused = [expect.stringMatching(/^OPP_PASSKEY_DOMAIN must be the host of every public_url/)];
    expect(problemsOf({ OPP_PASSKEY_DOMAIN: "home.example" })).toEqual(refused);
    expect(problemsOf({ OPP_PUBLIC_URL, OPP_PASSKEY_DOMAIN: "vault.home.example" })).toEqual(refused);
    expect(problemsOf({ OPP_PUBLIC_URL, OPP_PASSKEY_DOMAIN: "ome.example" })).toEqual(refused);
    expect(problemsOf({ OPP_PUBLIC_URL, OPP_PASSKEY_DOMAIN: "192.0.2.1" })).toEqual([
      expect.stringMatching(/^OPP_PASSKEY_DOMAIN must be a name/),
    ]);
  });

  it("names all problems at once, each with what to write instead", () => {
    const problems = problemsOf({
      OPP_PROT: "4600",
      OPP_PORT: "http",
      OPP_REGISTRATION: "yes",
      OPP_EXP_DELTA: "5m",
      OPP_HOST: "0.0.0.0",
      OPP_RATE_LIMITS: "off",
    });
    expect(problems).toHaveLength(7);
    expect(problems).toEqual(
      expect.arrayContaining([
        "OPP_PROT isn't an option. Did you mean OPP_PORT?",
        "OPP_PORT must be a whole number from 0 to 65535, in plain digits. Example: OPP_PORT=4600",
        "OPP_REGISTRATION must be one of: first, open, closed. Example: OPP_REGISTRATION=first",
        expect.stringContaining("OPP_TLS_CERT_FILE and OPP_TLS_KEY_FILE"),
        expect.stringContaining("OPP_RATE_LIMITS=off works only on loopback"),
        expect.stringContaining("OPP_PUBLIC_URL=https://"),
      ]),
    );
  });

  it("passes over what is meant for the command line", () => {
    expect(problemsOf({ OPP_SESSION: "x", OPP_PASSPHRASE_FILE: "/run/phrase" })).toEqual([]);
    expect(problemsOf({ OPP_SESION: "x" })).toHaveLength(1);
  });

  it("lists the options where a name resembles none", () => {
    expect(problemsOf({ OPP_SOMETHING_ELSE: "1" })[0]).toMatch(
      /The options are: OPP_HOST, .*OPP_MAX_BODY_BYTES/,
    );
  });

  it("never repeats a value, which may be a secret in the wrong place", () => {
    const secret = "hunter2-correct-horse";
    const names = [
      "OPP_PORT",
      "OPP_HOST_",
      "OPP_PUBLIC_URL",
      "OPP_TRUST_PROXY",
      "OPP_LOG_LEVEL",
      "OPP_MAX_BODY_BYTES",
    ];
    for (const name of names) expect(problemsOf({ [name]: `${secret} !` }).join()).not.toContain(secret);
  });

  it.each(["0x10", "1e3", "4600.0", "-1", "65536", "04600", "", "four", "4600;", "٤٦٠٠"])(
    "refuses %j as a port",
    (text) => {
      expect(problemsOf({ OPP_PORT: text })).toHaveLength(1);
    },
  );

  it.each(["http://127.0.0.1", "vault:80", "1.2.3", "-a", "a b"])("refuses %j as a host", (text) => {
    expect(problemsOf({ OPP_HOST: text }).join()).toContain("OPP_HOST must be an address or a host name");
  });

  it.each([
    "vault.home",
    "ftp://vault.home",
    "https://vault.home/app",
    "https://me:pw@vault.home",
    "http://vault.home",
    "https://a?b",
  ])("refuses %j as a public URL", (text) => {
    expect(problemsOf({ OPP_PUBLIC_URL: text })).toHaveLength(1);
  });

  it("takes http for loopback names, which development servers have", () => {
    expect(
      readConfig({ environment: { OPP_PUBLIC_URL: "http://localhost:3000" }, startFolder: "/srv" })
        .publicOrigins,
    ).toEqual(["http://localhost:3000"]);
  });

  it.each(["0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.home", "10.0.0.1,", "1.2.3.4/8/8"])(
    "refuses %j as a proxy",
    (text) => {
      expect(problemsOf({ OPP_TRUST_PROXY: text })).toHaveLength(1);
    },
  );

  it.each([{ OPP_TRUST_PROXY: "10.0.0.2" }, { OPP_TLS_CERT_FILE: "cert.pem", OPP_TLS_KEY_FILE: "key.pem" }])(
    "listens past loopback with %j",
    (environment) => {
      expect(problemsOf({ OPP_HOST: "192.168.1.5", ...environment })).toEqual([]);
    },
  );

  it("refuses to lift the rate limits behind a proxy, which may let anyone in", () => {
    expect(problemsOf({ OPP_TRUST_PROXY: "127.0.0.1", OPP_RATE_LIMITS: "off" })).toEqual([
      expect.stringContaining("OPP_RATE_LIMITS=off works only on loopback"),
    ]);
  });

  it("wants both files of TLS", () => {
    expect(problemsOf({ OPP_TLS_KEY_FILE: "key.pem" })).toEqual([
      expect.stringContaining("set OPP_TLS_CERT_FILE, too"),
    ]);
  });

  it("refuses a default session longer than the longest", () => {
    expect(problemsOf({ OPP_EXP_DELTA: "61", OPP_MAX_EXP_DELTA: "60" })).toEqual([
      expect.stringContaining("OPP_EXP_DELTA is longer"),
    ]);
  });

  it.each([
    ["sqlite:///vault.sqlite", "/srv/vault.sqlite", "/srv"],
    ["sqlite:////var/lib/opp/opp.db", "/var/lib/opp/opp.db", "/var/lib/opp"],
    ["SQLite+pysqlite:///data/x", "/srv/data/x", "/srv/data"],
  ])("finds the database of %j, and takes its folder for the data", (text, databaseFile, dataFolder) => {
    const config = readConfig({ environment: { OPP_DB_CONNECT: text }, startFolder: "/srv" });
    expect(config).toMatchObject({ databaseFile, dataFolder, secretKeyFile: `${dataFolder}/server-secret` });
  });

  it.each([
    "mysql://opp:hunter2@db/opp",
    "mysql+pymysql://db/opp",
    "postgresql+psycopg2://opp:hunter2@db/opp",
  ])("refuses %j with the way to move here, and doesn't repeat it", (text) => {
    const [problem, ...others] = problemsOf({ OPP_DB_CONNECT: text });
    expect(others).toEqual([]);
    expect(problem).toMatch(
      /names a (mysql|postgresql) database, which isn't supported.*opp import openpassphrase/,
    );
    expect(problem).not.toContain("hunter2");
  });

  it("reads where PostgreSQL is", () => {
    const environment = {
      OPP_DB_CONNECT: "postgres://opp@db1.example,db2.example:5433,[::1]/vault",
      OPP_DB_PASSWORD_FILE: "password",
      OPP_DB_POOL: "20",
      OPP_DB_PREPARED: "off",
      OPP_DB_TLS: "on",
      OPP_DB_CA_FILE: "ca.pem",
    };
    expect(readConfig({ environment, startFolder: "/srv" })).toMatchObject({
      dataFolder: "/srv/data",
      postgres: {
        hosts: [
          { host: "db1.example", port: 5432 },
          { host: "db2.example", port: 5433 },
          { host: "::1", port: 5432 },
        ],
        user: "opp",
        database: "vault",
        passwordFile: "/srv/password",
        poolSize: 20,
        prepared: false,
        tls: "on",
        caFile: "/srv/ca.pem",
      },
    });
    const socket = { OPP_DB_CONNECT: "postgresql://opp@/vault?host=/run/postgresql&sslmode=verify-full" };
    expect(readConfig({ environment: socket, startFolder: "/srv" }).postgres).toMatchObject({
      hosts: [{ host: "/run/postgresql", port: 5432 }],
      passwordFile: null,
      poolSize: 10,
      prepared: true,
      tls: null,
    });
  });

  it.each([
    ["postgres://opp:hunter2@db/opp", "contains a password"],
    ["postgres://:hunter2@db/opp", "contains a password"],
    ["postgres://db/opp", "must be postgres://USER@HOST/DATABASE"],
    ["postgres://opp@db", "must be postgres://USER@HOST/DATABASE"],
    ["postgres://opp@/opp", "must name hosts"],
    ["postgres://opp@db:0/opp", "must name hosts"],
    ["postgres://opp@db:65536/opp", "must name hosts"],
    ["postgres://opp@[db]:1/opp", "must name hosts"],
    ["postgres://opp@db/opp?sslmode=disable", "OPP_DB_TLS"],
    ["postgres://opp@db/opp?host=/run", "may have ?host= only"],
    ["postgres://opp@/opp?host=run", "may have ?host= only"],
    ["postgres://o%zz@db/opp", "has a %"],
  ])("refuses %j as a database, and doesn't repeat a password", (text, says) => {
    const [problem, ...others] = problemsOf({ OPP_DB_CONNECT: text });
    expect(others).toEqual([]);
    expect(problem).toContain(says);
    expect(problem).not.toContain("hunter2");
  });

  it("refuses options for PostgreSQL with an SQLite file", () => {
    expect(problemsOf({ OPP_DB_POOL: "5" })).toEqual([
      expect.stringContaining("OPP_DB_POOL is for PostgreSQL"),
    ]);
  });

  it.each([
    "vault.sqlite",
    "sqlite://vault",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite:///folder/",
    "file:///x",
  ])("refuses %j as a database", (text) => {
    expect(problemsOf({ OPP_DB_CONNECT: text })).toHaveLength(1);
  });

  it.each([
    "default-insecure",
    "short",
    "a".repeat(64),
    "my-default-insecure-key-in-32-chars!",
    "abababababababababababababababab",
  ])("refuses %j as a secret key, and doesn't repeat it", (text) => {
    const [problem] = problemsOf({ OPP_SECRET_KEY: text });
    expect(problem).toContain("OPP_SECRET_KEY is too weak");
    expect(problem).not.toContain(text);
  });

  it("refuses two secrets from one place", () => {
    const problems = problemsOf({
      OPP_SECRET_KEY: "Zq8-long-and-made-by-a-generator-7Kx",
      OPP_SECRET_KEY_FILE: "x",
    });
    expect(problems).toEqual(["OPP_SECRET_KEY and OPP_SECRET_KEY_FILE set two secrets. Remove one"]);
  });

  it.each([
    ["WARNING", "warn"],
    ["CRITICAL", "fatal"],
    ["Debug", "debug"],
  ])("knows Python's level %s", (text, logLevel) => {
    expect(readConfig({ environment: { OPP_LOG_LEVEL: text }, startFolder: "/srv" }).logLevel).toBe(logLevel);
  });
});
