import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, customType } from "drizzle-orm/sqlite-core";
import type { Sealed } from "../../../../sealed.ts";

/** What the cipher made, as it is: the driver's Buffer is the Uint8Array that the rest of the program sees. */
export const sealedBytes = customType<{ data: Sealed; driverData: Sealed }>({ dataType: () => "blob" });
export const plainBytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "blob",
});

export const isBlob = (column: AnySQLiteColumn) => sql`typeof(${column}) = 'blob'`;

/** Last in its row: SQLite walks through all pages of a long record to reach a column behind it. */
export const sealedColumn = { sealed: sealedBytes().notNull() };
