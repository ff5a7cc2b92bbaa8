import { sql } from "drizzle-orm";
import { check, index, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import type { UserId } from "../../../../ids.ts";
import type { LinkPurpose } from "../../../administration-store.ts";
import { plainBytes, whole, words } from "./column-types.ts";
import { users } from "./schema.ts";

/** Unused one-time links. */
export const links = pgTable(
  "links",
  {
    id: words().primaryKey(),
    hash: plainBytes().notNull(),
    purpose: words().notNull().$type<LinkPurpose>(),
    /** Whose password it resets; null: it is an invitation. */
    userId: whole("user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    /** null: the command line. */
    madeBy: whole("made_by")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: whole("created_at").notNull(),
    expiresAt: whole("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("links_hash").on(table.hash),
    index("links_user").on(table.userId),
    index("links_made_by").on(table.madeBy),
    index("links_expiry").on(table.expiresAt),
    check("links_purpose", sql`${table.purpose} IN ('invitation', 'password')`),
    check("links_user_id", sql`(${table.userId} IS NULL) = (${table.purpose} = 'invitation')`),
    check("links_hash_bytes", sql`octet_length(${table.hash}) = 32`),
  ],
);

/** Choices for the whole server at run time, by name. */
export const settings = pgTable("settings", {
  name: words().primaryKey(),
  value: words().notNull(),
});
