import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { UserId } from "../../../../ids.ts";
import type { LinkPurpose } from "../../../administration-store.ts";
import { isBlob, plainBytes } from "./column-types.ts";
import { users } from "./schema.ts";

/** Unused one-time links. */
export const links = sqliteTable(
  "links",
  {
    id: text().primaryKey(),
    hash: plainBytes().notNull(),
    purpose: text().notNull().$type<LinkPurpose>(),
    /** Whose password it resets; null: it is an invitation. */
    userId: integer("user_id")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    /** null: the command line. */
    madeBy: integer("made_by")
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("links_hash").on(table.hash),
    index("links_user").on(table.userId),
    index("links_made_by").on(table.madeBy),
    index("links_expiry").on(table.expiresAt),
    check("links_purpose", sql`${table.purpose} IN ('invitation', 'password')`),
    check("links_user_id", sql`(${table.userId} IS NULL) = (${table.purpose} = 'invitation')`),
    check("links_hash_bytes", sql`${isBlob(table.hash)} AND length(${table.hash}) = 32`),
  ],
);

/** Choices for the whole server at run time, by name. */
export const settings = sqliteTable("settings", {
  name: text().primaryKey(),
  value: text().notNull(),
});
