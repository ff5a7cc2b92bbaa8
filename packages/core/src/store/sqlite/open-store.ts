import type { Store } from "../store.ts";
import { createAuditStore } from "./audit-store.ts";
import { createCategoryStore } from "./category-store.ts";
import { checkpoint } from "./checkpoint.ts";
import { connect } from "./connection.ts";
import { explained } from "./database-errors.ts";
import { createImportStore } from "./import-store.ts";
import { createItemStore } from "./item-store.ts";
import { openUpToDate, type StorePlace } from "./open-up-to-date.ts";
import { createRecordStore } from "./record-store.ts";
import { createSessionStore } from "./session-store.ts";
import { createUserStore } from "./user-store.ts";

/**
 * Opens the store in an SQLite file, which is made if it isn't there, and brings its schema up to date.
 * @throws NewerSchemaError, UnusableDatabaseError, DatabaseInUseError
 */
export async function openSqliteStore(options: StorePlace): Promise<Store> {
  const { sqlite, lock } = await openUpToDate(options);
  try {
    const connection = connect(sqlite);
    const ping = sqlite.prepare("SELECT count(*) FROM counters");
    return {
      users: createUserStore(connection),
      sessions: createSessionStore(connection),
      categories: createCategoryStore(connection),
      items: createItemStore(connection),
      records: createRecordStore(connection),
      audit: createAuditStore(connection),
      imports: createImportStore(connection),
      async ping() {
        ping.get();
      },
      checkpoint: () => checkpoint(sqlite),
      async close() {
        if (sqlite.open) await checkpoint(sqlite);
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
