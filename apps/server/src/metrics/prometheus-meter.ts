import type { KdfLane } from "@opp/core/cipher/kdf-lanes";
import { STORAGE_CAUSES, type VaultErrorCode } from "@opp/core/errors";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Meter } from "./meter.ts";

/** What is looked up when someone asks, rather than counted. */
export interface LookedUp {
  readonly version: string;
  /** Live sessions of all accounts; null: the database doesn't answer. */
  countSessions(): Promise<number | null>;
  /** Milliseconds since the epoch; null: there is none. */
  lastBackupAt(): number | null;
  hasBackupFailed(): boolean;
  elapsed(): number;
}

export interface PrometheusMeter extends Meter {
  readonly contentType: string;
  /** All numbers, in Prometheus' text format. */
  read(): Promise<string>;
}

const LANES: readonly KdfLane[] = ["log-in", "known-log-in", "proven"];
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/**
 * In seconds. A read takes some milliseconds, a login half a second, a large import minutes. Prometheus guesses a percentile between two of
 * them, so that a wide gap would be a wrong figure.
 */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60];
/** The answers to a wrong secret, whichever procedure asked for it. */
const WRONG_SECRETS: ReadonlySet<string> = new Set([
  "CREDENTIALS_INCORRECT",
  "PASSPHRASE_INCORRECT",
  "SECOND_FACTOR_INCORRECT",
  "RECOVERY_CODE_INCORRECT",
] satisfies readonly VaultErrorCode[]);

/** Loaded only where metrics are wanted: prom-client takes memory, and looks at the event loop and at the garbage collector. */
export function createPrometheusMeter(lookedUp: LookedUp): PrometheusMeter {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  // Gauges named like counters, which promtool complains of; their parts by type say more.
  for (const kind of ["handles", "requests", "resources"])
    register.removeSingleMetric(`nodejs_active_${kind}_total`);

  const info = new Gauge({
    name: "opp_info",
    help: "1, with the version.",
    labelNames: ["version"],
    registers,
  });
  info.set({ version: lookedUp.version }, 1);

  const calls = new Counter({
    name: "opp_calls_total",
    help: "Calls of procedures by tRPC or REST v1, by answer: OK or the code of the error.",
    labelNames: ["procedure", "answer"],
    registers,
  });
  const callSeconds = new Histogram({
    name: "opp_call_seconds",
    help: "How long calls of procedures took, in seconds.",
    labelNames: ["procedure"],
    buckets: BUCKETS,
    registers,
  });
  const wrongSecrets = new Counter({
    name: "opp_failed_logins_total",
    help: "Wrong passwords, passphrases, codes and recovery codes, by the answer they got.",
    labelNames: ["answer"],
    registers,
  });
  for (const answer of WRONG_SECRETS) wrongSecrets.inc({ answer }, 0);

  const requests = new Counter({
    name: "opp_http_requests_total",
    help: "HTTP requests by route and status; aborted: the client didn't wait.",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const requestSeconds = new Histogram({
    name: "opp_http_request_seconds",
    help: "How long HTTP requests took, in seconds.",
    labelNames: ["route"],
    buckets: BUCKETS,
    registers,
  });

  const storageFailures = new Counter({
    name: "opp_storage_errors_total",
    help: "Errors of the database and its disk, by cause.",
    labelNames: ["cause"],
    registers,
  });
  for (const cause of Object.keys(STORAGE_CAUSES)) storageFailures.inc({ cause }, 0);

  const lane = ["lane"] as const;
  const waiting = new Gauge({
    name: "opp_argon2id_waiting",
    help: "Runs of Argon2id that wait for their turn.",
    labelNames: lane,
    registers,
  });
  const running = new Gauge({
    name: "opp_argon2id_running",
    help: "Runs of Argon2id under way.",
    labelNames: lane,
    registers,
  });
  const refused = new Counter({
    name: "opp_argon2id_refused_total",
    help: "Runs of Argon2id that were refused, because too many waited.",
    labelNames: lane,
    registers,
  });
  const waits = new Histogram({
    name: "opp_argon2id_wait_seconds",
    help: "How long runs of Argon2id waited for their turn, in seconds.",
    labelNames: lane,
    buckets: BUCKETS,
    registers,
  });
  for (const each of LANES) {
    waiting.set({ lane: each }, 0);
    running.set({ lane: each }, 0);
    refused.inc({ lane: each }, 0);
  }

  /** Asked for whenever someone reads the metrics; null: it isn't known now. */
  const addLookUp = (name: string, help: string, look: () => number | null | Promise<number | null>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await look();
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  addLookUp("opp_sessions", "Live sessions of all accounts.", () => lookedUp.countSessions());
  addLookUp(
    "opp_last_backup_timestamp_seconds",
    "When the last good backup was made, in seconds since 1970; 0: never.",
    () => (lookedUp.lastBackupAt() ?? 0) / 1000,
  );
  addLookUp("opp_backup_failed", "1 if the last attempt to make a backup failed.", () =>
    lookedUp.hasBackupFailed() ? 1 : 0,
  );

  return {
    contentType: register.contentType,
    read: () => register.metrics(),

    countCall({ procedure, answer, seconds }) {
      calls.inc({ procedure, answer });
      callSeconds.observe({ procedure }, seconds);
      if (WRONG_SECRETS.has(answer)) wrongSecrets.inc({ answer });
    },

    countRequest({ method, route, status, seconds }) {
      // A client chooses both when it asks for what doesn't exist.
      const known = { method: METHODS.has(method) ? method : "other", route: route ?? "(none)" };
      requests.inc({ ...known, status: status ?? "aborted" });
      requestSeconds.observe({ route: known.route }, seconds);
    },

    countStorageFailure: (cause) => storageFailures.inc({ cause }),

    watchKdf(which) {
      const labels = { lane: which };
      const askedAt = lookedUp.elapsed();
      let hasBegun = false;
      waiting.inc(labels);
      return {
        begin() {
          hasBegun = true;
          waiting.dec(labels);
          running.inc(labels);
          waits.observe(labels, (lookedUp.elapsed() - askedAt) / 1000);
        },
        end() {
          if (hasBegun) return running.dec(labels);
          waiting.dec(labels);
          refused.inc(labels);
        },
      };
    },

    watchPool(numbers) {
      const connections = new Gauge({
        name: "opp_db_connections",
        help: "Open connections to PostgreSQL, in use or idle.",
        labelNames: ["state"],
        collect() {
          const { idle, used } = numbers();
          this.set({ state: "idle" }, idle);
          this.set({ state: "used" }, used);
        },
        registers: [],
      });
      register.registerMetric(connections);
      addLookUp("opp_db_waiting", "Calls that wait for a connection to PostgreSQL.", () => numbers().waiting);
      const seconds = new Histogram({
        name: "opp_db_wait_seconds",
        help: "How long calls waited for a connection to PostgreSQL, in seconds.",
        buckets: BUCKETS,
        registers,
      });
      const failed = new Counter({
        name: "opp_db_connections_failed_total",
        help: "Calls that got no connection to PostgreSQL.",
        registers,
      });
      return () => {
        const askedAt = lookedUp.elapsed();
        return {
          got: () => seconds.observe((lookedUp.elapsed() - askedAt) / 1000),
          failed: () => failed.inc(),
        };
      };
    },

    watchStreams(count) {
      addLookUp("opp_event_streams", "Pages that hold a stream of events open.", count);
    },
  };
}
