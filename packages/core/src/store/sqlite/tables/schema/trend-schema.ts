import { check, integer, sqliteTable } from "drizzle-orm/sqlite-core";
import type { VaultId } from "../../../../ids.ts";
import { isBlob, sealedColumn } from "./column-types.ts";
import { vaults } from "./schema.ts";

/** How the health of a vault's passwords was, day by day: one sealed record for each vault that has one. */
export const healthTrends = sqliteTable(
  "health_trends",
  {
    id: integer()
      .primaryKey()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    sealRev: integer("seal_rev").notNull(),
    ...sealedColumn,
  },
  (table) => [check("health_trends_sealed", isBlob(table.sealed))],
);
