import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import type { UserId, VaultId } from "../../../../ids.ts";
import type { MadeRecords } from "../../../request-store.ts";
import { plainBytes, whole, words } from "./column-types.ts";
import { users, vaults } from "./schema.ts";

/** What was created by requests of the last day that may be sent again. Name and digest are hashes under a key that isn't kept. */
export const requestKeys = pgTable(
  "request_keys",
  {
    vaultId: whole("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    name: plainBytes().notNull(),
    digest: plainBytes().notNull(),
    made: words().notNull().$type<MadeRecords["table"]>(),
    /** Not a reference: what was erased since is answered as gone. */
    firstId: whole("first_id").notNull(),
    count: whole().notNull(),
    madeAt: whole("made_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.userId, table.name] }),
    index("request_keys_user").on(table.userId),
    index("request_keys_made").on(table.madeAt),
    check("request_keys_made_of", sql`${table.made} IN ('categories', 'items')`),
    check("request_keys_name", sql`octet_length(${table.name}) = 32`),
    check("request_keys_digest", sql`octet_length(${table.digest}) = 32`),
    check("request_keys_ids", sql`${table.firstId} >= 1 AND ${table.count} >= 1`),
  ],
);
