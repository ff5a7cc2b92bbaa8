import { type SQL, sql } from "drizzle-orm";
import { items } from "../schema/schema.ts";
import { itemColumns } from "./item-columns.ts";

/** The columns of items for a statement that Drizzle can't build, and their names for one around it. */
const columns = Object.entries(itemColumns);
export const itemsListed = sql.join(
  columns.map(([name, column]) => sql`${column} AS ${sql.identifier(name)}`),
  sql`, `,
);
export const itemNames = sql.join(
  columns.map(([name]) => sql.identifier(name)),
  sql`, `,
);

/** The sealed bytes of the rows before a row. `window`: the rows up to it. Looks at no record's bytes to tell their number. */
export const bytesBefore = (window: SQL): SQL =>
  sql`sum(octet_length(${items.sealed})) OVER ${window} - octet_length(${items.sealed})`;
