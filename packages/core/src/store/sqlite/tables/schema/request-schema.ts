import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { UserId, VaultId } from "../../../../ids.ts";
import type { MadeRecords } from "../../../request-store.ts";
import { isBlob, plainBytes } from "./column-types.ts";
import { users, vaults } from "./schema.ts";

/** What was created by requests of the last day that may be sent again. Name and digest are hashes under a key that isn't kept. */
export const requestKeys = sqliteTable(
  "request_keys",
  {
    vaultId: integer("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    name: plainBytes().notNull(),
    digest: plainBytes().notNull(),
    made: text().notNull().$type<MadeRecords["table"]>(),
    /** Not a reference: what was erased since is answered as gone. */
    firstId: integer("first_id").notNull(),
    count: integer().notNull(),
    madeAt: integer("made_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.userId, table.name] }),
    index("request_keys_user").on(table.userId),
    index("request_keys_made").on(table.madeAt),
    check("request_keys_made_of", sql`${table.made} IN ('categories', 'items')`),
    check("request_keys_name", sql`${isBlob(table.name)} AND length(${table.name}) = 32`),
    check("request_keys_digest", sql`${isBlob(table.digest)} AND length(${table.digest}) = 32`),
    check("request_keys_ids", sql`${table.firstId} >= 1 AND ${table.count} >= 1`),
  ],
);
