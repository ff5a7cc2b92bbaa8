import { randomBytes } from "node:crypto";
import type { Client, ClientConfig, Pool } from "pg";
import { explainFaults } from "../faults/explain-faults.ts";
import type { StorageReport } from "../faults/storage-report.ts";
import { withoutLostFailures, withoutLostNotes } from "../faults/unless-disk-fails.ts";
import type { Store } from "../store.ts";
import { createServerWatch, type ServerWatch } from "./faults/server-watch.ts";
import { migrate } from "./migrations/migrate.ts";
import { checkServer } from "./server/check-server.ts";
import { listen } from "./server/listen.ts";
import { requireOneCluster } from "./server/look-at-server.ts";
import { afterBegin, openPool, type ServerPlace, wayTo } from "./server/open-pool.ts";
import type { WatchPool } from "./server/watched-pool.ts";
import { createAdministrationStore } from "./tables/accounts/administration-store.ts";
import { createAuditStore } from "./tables/accounts/audit-store.ts";
import { createImportStore } from "./tables/accounts/import-store.ts";
import { createPasskeyStore } from "./tables/accounts/passkey-store.ts";
import { createSecondFactorStore } from "./tables/accounts/second-factor-store.ts";
import { createSessionStore } from "./tables/accounts/session-store.ts";
import { createUserStore } from "./tables/accounts/user-store.ts";
import { createVaultStore } from "./tables/accounts/vault-store.ts";
import { createAttachmentStore } from "./tables/attachments/attachment-store.ts";
import { CHANNEL, type ChangeNotes, createChangeNotes } from "./tables/base/change-notes.ts";
import { type Connection, connect } from "./tables/base/connection.ts";
import { createCategoryStore } from "./tables/categories/category-store.ts";
import { createTrashStore } from "./tables/categories/trash-store.ts";
import { createImportBatchStore } from "./tables/imports/import-batch-store.ts";
import { createItemStore } from "./tables/items/item-store.ts";
import { type ChangePoll, pollChanges } from "./tables/records/change-poll.ts";
import { createChangeStore } from "./tables/records/change-store.ts";
import { createHealthTrendStore } from "./tables/records/health-trend-store.ts";
import { createRecordStore } from "./tables/records/record-store.ts";
import { createRequestStore } from "./tables/records/request-store.ts";

export interface PostgresStorePlace {
  readonly server: ServerPlace;
  /** This package's `drizzle-postgres/`, named by the caller because a bundle isn't next to it. */
  readonly migrationsFolder: string;
  /** Connections that this node may have open, in addition to the one that listens. */
  readonly poolSize?: number;
  /** How long a call waits for one that is free; left out: 2 seconds. */
  readonly waitMs?: number;
  /** Whether a server is taken that loses what it said was saved, as a test's may. */
  readonly losesData?: boolean;
  /** Receives what is wrong with the server; left out: no report. */
  readonly report?: (said: StorageReport) => void;
  readonly watchPool?: WatchPool | undefined;
  /** How often changes are looked for behind a pooler; left out: every 3 seconds. */
  readonly lookEveryMs?: number | undefined;
}

const POOL_SIZE = 10;

/** A store, and what its nodes need to work side by side. */
export interface PostgresStore extends Store {
  readonly pool: Pool;
  /** What should be known of the server, for the log. */
  readonly warnings: readonly string[];
  /** An error of the pool as the store's callers get it. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * Opens the store in a PostgreSQL database, and brings its schema up to date. What goes wrong later with the server or on the way
 * there is a separate VaultError.
 * @throws UnfitServerError, ForeignTablesError, NewerPostgresSchemaError, ChangedSchemaError, OtherClusterError,
 * NoPrimaryError
 */
export async function openPostgresStore(place: PostgresStorePlace): Promise<PostgresStore> {
  const { server, poolSize = POOL_SIZE, waitMs, report = () => undefined, watchPool } = place;
  const node = randomBytes(4).toString("hex");
  const way = wayTo(server, node);
  const { options, primary, sockets } = way;
  const newClient = () => new primary.Client(options);
  const warnings = await bringUpToDate(newClient(), place, options);
  const watch = createServerWatch(report);
  const notes = createChangeNotes();
  const { prepared = true } = server;
  // A pooler would give the connection that listens to someone else.
  const listener = !prepared
    ? null
    : await listen({
        newClient,
        channel: CHANNEL,
        hear: notes.hear,
        missed() {
          watch.noteAnswer();
          notes.tell([{ kind: "unknown" }]);
        },
        isStill: primary.isStill,
        lost() {
          primary.forget();
          sockets.cut();
        },
        failed: watch.explain,
      });
  const limits = { size: poolSize, node, watch: watchPool, ...(waitMs !== undefined && { waitMs }) };
  const pool = openPool(server, limits, way);
  const connection = connect(pool, notes, {
    committed: watch.noteCommit,
    prepared,
    afterBegin: afterBegin(server),
  });
  const changes = changesOf(connection, notes, { ...watch, ...place });
  const named = <Part extends object>(part: Part): Part =>
    explainFaults(part, watch.explain, watch.noteAnswer);
  const close = once(async () => {
    changes.close();
    await listener?.close();
    await pool.end();
  });
  return {
    users: named(createUserStore(connection)),
    administration: named(createAdministrationStore(connection)),
    vaults: named(createVaultStore(connection)),
    sessions: named(createSessionStore(connection)),
    secondFactors: named(createSecondFactorStore(connection)),
    passkeys: named(createPasskeyStore(connection)),
    categories: named(createCategoryStore(connection)),
    items: withoutLostNotes(named(createItemStore(connection))),
    trash: named(createTrashStore(connection)),
    attachments: named(createAttachmentStore(connection)),
    healthTrends: named(createHealthTrendStore(connection)),
    records: named(createRecordStore(connection)),
    requests: named(createRequestStore(connection)),
    audit: withoutLostFailures(named(createAuditStore(connection))),
    changes: { ...named({ read: changes.read }), watch: changes.watch },
    imports: named(createImportStore(connection)),
    importBatches: named(createImportBatchStore(connection)),
    ...named({
      ping: () => ping(pool),
      /** PostgreSQL's own autovacuum does it; what is erased stays in its log and in base backups. */
      maintain: async () => undefined,
    }),
    close,
    pool,
    warnings,
    explain: watch.explain,
  };
}

async function bringUpToDate(
  client: Client,
  { server, migrationsFolder, losesData = false }: PostgresStorePlace,
  options: ClientConfig,
): Promise<string[]> {
  client.on("error", () => undefined);
  try {
    await client.connect();
    await requireOneCluster(server.hosts ?? [], options);
    const warnings = await checkServer(client, { losesData });
    await migrate(client, migrationsFolder);
    return warnings;
  } finally {
    await client.end();
  }
}

/** How changes of other nodes are heard of: by the connection that listens, or by looking. */
function changesOf(
  connection: Connection,
  notes: ChangeNotes,
  { explain, server, lookEveryMs }: ServerWatch & PostgresStorePlace,
): Pick<ChangePoll, "read" | "watch" | "close"> {
  const store = createChangeStore(connection);
  if (server.prepared ?? true) return { ...store, watch: connection.watch, close: () => undefined };
  return pollChanges(connection, store, { notes, explain, everyMs: lookEveryMs });
}

async function ping(pool: Pool): Promise<void> {
  await pool.query("SELECT count(*) FROM counters");
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
