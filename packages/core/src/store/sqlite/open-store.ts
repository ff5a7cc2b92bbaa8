import type { Store } from "../store.ts";
import { checkpoint } from "./files/checkpoint.ts";
import { explained } from "./files/database-errors.ts";
import { openUpToDate, type StorePlace } from "./migrations/open-up-to-date.ts";
import { createAuditStore } from "./tables/audit-store.ts";
import { createCategoryStore } from "./tables/category-store.ts";
import { connect } from "./tables/connection.ts";
import { createImportStore } from "./tables/import-store.ts";
import { createItemStore } from "./tables/item-store.ts";
import { createRecordStore } from "./tables/record-store.ts";
import { createSessionStore } from "./tables/session-store.ts";
import { createTrashStore } from "./tables/trash-store.ts";
import { createUserStore } from "./tables/user-store.ts";
import { createVaultStore } from "./tables/vault-store.ts";

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
      vaults: createVaultStore(connection),
      sessions: createSessionStore(connection),
      categories: createCategoryStore(connection),
      items: createItemStore(connection),
      trash: createTrashStore(connection),
      records: createRecordStore(connection),
      audit: createAuditStore(connection),
      imports: createImportStore(connection),
      async ping() {
        ping.get();
      },
      maintain: () => checkpoint(sqlite),
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
