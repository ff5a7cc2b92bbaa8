import { check, pgTable } from "drizzle-orm/pg-core";
import type { VaultId } from "../../../../ids.ts";
import { isFilled, sealedColumn, whole } from "./column-types.ts";
import { vaults } from "./schema.ts";

/** How the health of a vault's passwords was, day by day: one sealed record for each vault that has one. */
export const healthTrends = pgTable(
  "health_trends",
  {
    id: whole()
      .primaryKey()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    sealRev: whole("seal_rev").notNull(),
    ...sealedColumn,
  },
  (table) => [check("health_trends_sealed", isFilled(table.sealed))],
);
