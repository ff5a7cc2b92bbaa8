import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, customType } from "drizzle-orm/pg-core";
import type { Sealed } from "../../../../sealed.ts";

/** What the cipher made, unchanged: the driver's Buffer is the Uint8Array that the rest of the program sees. */
export const sealedBytes = customType<{ data: Sealed; driverData: Sealed }>({ dataType: () => "bytea" });
export const plainBytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** Ids, instants and counts. */
export function whole(name?: string) {
  return name === undefined ? bigint({ mode: "number" }) : bigint(name, { mode: "number" });
}

/** Compared byte by byte, as in SQLite, whatever order the database's language has. */
export const words = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

export const isFilled = (column: AnyPgColumn) => sql`octet_length(${column}) > 0`;

export const sealedColumn = { sealed: sealedBytes().notNull() };
