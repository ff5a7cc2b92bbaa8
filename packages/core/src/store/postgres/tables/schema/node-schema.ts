import { pgTable, primaryKey } from "drizzle-orm/pg-core";
import { plainBytes, whole, words } from "./column-types.ts";

/** What the nodes of one server know of each other. SQLite has one process and needs none of it. */
export const nodes = pgTable("nodes", {
  id: words().primaryKey(),
  version: words().notNull(),
  startedAt: whole("started_at").notNull(),
  seenAt: whole("seen_at").notNull(),
});

/** Tries that failed, as the instant when the last of them is forgiven. The key is a keyed hash: what was typed as a name may be a password. */
export const tryLevels = pgTable(
  "try_levels",
  { rule: words().notNull(), key: plainBytes().notNull(), emptyAt: whole("empty_at").notNull() },
  (table) => [primaryKey({ columns: [table.rule, table.key] })],
);

/** What has to be the same on every node. */
export const serverFacts = pgTable("server_facts", {
  name: words().primaryKey(),
  value: plainBytes().notNull(),
});
