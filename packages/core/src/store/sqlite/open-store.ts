import type Database from "better-sqlite3";
import { storageError } from "../../errors.ts";
import { explainFaults } from "../faults/explain-faults.ts";
import type { StorageReport } from "../faults/storage-report.ts";
import { unlessDiskFails, withoutLostFailures, withoutLostNotes } from "../faults/unless-disk-fails.ts";
import type { Store } from "../store.ts";
import { freeBytes } from "./faults/ask-disk.ts";
import { keepEndingsInMemory } from "./faults/endings-in-memory.ts";
import { freeInside } from "./faults/page-limit.ts";
import { createReserve, NO_RESERVE, type Reserve } from "./faults/reserve-file.ts";
import { createStorageWatch, type StorageWatch } from "./faults/storage-watch.ts";
import { createWriter } from "./faults/write-on-full-disk.ts";
import { checkpoint, truncateLog } from "./files/checkpoint.ts";
import { explained, UnusableDatabaseError } from "./files/database-errors.ts";
import { followLinks } from "./files/follow-links.ts";
import { BUSY_MILLISECONDS } from "./files/open-database.ts";
import { openUpToDate, type StorePlace } from "./migrations/open-up-to-date.ts";
import { createAdministrationStore } from "./tables/accounts/administration-store.ts";
import { createAuditStore } from "./tables/accounts/audit-store.ts";
import { createImportStore } from "./tables/accounts/import-store.ts";
import { createPasskeyStore } from "./tables/accounts/passkey-store.ts";
import { createSecondFactorStore } from "./tables/accounts/second-factor-store.ts";
import { createSessionStore } from "./tables/accounts/session-store.ts";
import { createUserStore } from "./tables/accounts/user-store.ts";
import { createVaultStore } from "./tables/accounts/vault-store.ts";
import { createAttachmentStore } from "./tables/attachments/attachment-store.ts";
import { connect } from "./tables/base/connection.ts";
import { createCategoryStore } from "./tables/categories/category-store.ts";
import { createTrashStore } from "./tables/categories/trash-store.ts";
import { createImportBatchStore } from "./tables/imports/import-batch-store.ts";
import { createItemStore } from "./tables/items/item-store.ts";
import { createChangeStore } from "./tables/records/change-store.ts";
import { createHealthTrendStore } from "./tables/records/health-trend-store.ts";
import { createRecordStore } from "./tables/records/record-store.ts";
import { createRequestStore } from "./tables/records/request-store.ts";

export interface SqliteStorePlace extends StorePlace {
  /** Room kept on the disk for when it is full; left out: none. */
  readonly reserveBytes?: number;
  /** Pages that the database may have: for tests, a disk that is full without being one. */
  readonly maxPages?: number;
  /** Told of each failure that the disk or the file is to blame for, and when that is over. */
  readonly report?: (said: StorageReport) => void;
}

/**
 * Opens the store in an SQLite file, which is made unless it exists, and brings its schema up to date. What goes wrong later with
 * the disk or the file is a separate VaultError; reading continues as far as the file can be read.
 * @throws NewerSchemaError, UnusableDatabaseError, DatabaseInUseError
 */
export async function openSqliteStore(options: SqliteStorePlace): Promise<Store> {
  const path = followLinks(options.path);
  const reserve = options.reserveBytes === undefined ? NO_RESERVE : createReserve(path, options.reserveBytes);
  const { sqlite, lock } = await openInRoom(options, reserve);
  try {
    if (options.maxPages !== undefined) sqlite.pragma(`max_page_count = ${options.maxPages}`);
    const free = options.maxPages === undefined ? () => freeBytes(path) : () => freeInside(sqlite);
    const watch = createStorageWatch(path, options.report ?? (() => undefined), free);
    const write = createWriter({
      sqlite,
      watch,
      reserve,
      truncateLog: () => tryTruncating(sqlite, watch),
      busyMilliseconds: BUSY_MILLISECONDS,
    });
    const connection = connect(sqlite, write);
    const ping = sqlite.prepare("SELECT count(*) FROM counters");
    const named = <Part extends object>(part: Part): Part => explainFaults(part, watch.explain);
    const { sessions, writeEndings } = keepEndingsInMemory(named(createSessionStore(connection)));
    reserve.refillIfRoom();
    return {
      users: named(createUserStore(connection)),
      administration: named(createAdministrationStore(connection)),
      vaults: named(createVaultStore(connection)),
      sessions,
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
      changes: { ...named(createChangeStore(connection)), watch: connection.watch },
      imports: named(createImportStore(connection)),
      importBatches: named(createImportBatchStore(connection)),
      ...named({
        async ping() {
          ping.get();
          reserve.refillIfRoom();
          const cause = watch.look();
          if (cause !== null) throw storageError(cause);
        },
        async maintain() {
          if (watch.isDamaged() && isSound(sqlite)) watch.takeBackDamage();
          await checkpointInRoom(sqlite, watch, reserve);
          reserve.refillIfRoom();
        },
      }),
      async close() {
        if (sqlite.open) {
          await unlessDiskFails(writeEndings, undefined);
          // What can't be moved into the database now stays in its log, whole.
          await checkpoint(sqlite).catch(watch.note);
        }
        sqlite.close();
        lock.release();
      },
    };
  } catch (error) {
    sqlite.close();
    lock.release();
    throw explained(error, options.path);
  }
}

/** Opening makes files next to the database, which a full disk has no room for. */
async function openInRoom(place: StorePlace, reserve: Reserve) {
  try {
    return await openUpToDate(place);
  } catch (error) {
    const isFull = error instanceof UnusableDatabaseError && error.fault === "disk-full";
    if (!isFull || reserve.release(OPENING_BYTES) === 0) throw error;
    return await openUpToDate(place);
  }
}

const OPENING_BYTES = 1024 * 1024;

/** A log that can't be moved into the database for want of room gets the reserve's. */
async function checkpointInRoom(
  sqlite: Database.Database,
  watch: StorageWatch,
  reserve: Reserve,
): Promise<void> {
  try {
    await checkpoint(sqlite);
  } catch (error) {
    if (watch.note(error) !== "disk-full") throw error;
    reserve.release(Number.MAX_SAFE_INTEGER);
    tryTruncating(sqlite, watch);
    reserve.refill();
  }
}

function tryTruncating(sqlite: Database.Database, watch: StorageWatch): void {
  try {
    truncateLog(sqlite);
  } catch (error) {
    if (watch.note(error) === null) throw error;
  }
}

const isSound = (sqlite: Database.Database): boolean => {
  try {
    return sqlite.pragma("quick_check(1)", { simple: true }) === "ok";
  } catch {
    return false;
  }
};
