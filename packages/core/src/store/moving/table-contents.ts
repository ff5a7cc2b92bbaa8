/** Every table whose rows are moved, with those that it refers to before it. */
export const MOVED_TABLES = [
  "counters",
  "id_ranges",
  "settings",
  "used_challenges",
  "vaults",
  "users",
  "memberships",
  "totp",
  "spare_codes",
  "passkeys",
  "sessions",
  "links",
  "imported_vaults",
  "audit_events",
  "health_trends",
  "categories",
  "items",
  "item_versions",
  "attachments",
  "attachment_chunks",
  "import_batches",
  "import_rows",
  "request_keys",
] as const;
export type MovedTable = (typeof MOVED_TABLES)[number];

/** A truth value is 0 or 1, so that a row is the same wherever it is kept. */
export type Cell = number | string | Uint8Array | null;

/** Some rows in the order of their primary keys, each with the table's columns in the order of their names. */
export type SomeRows = readonly (readonly Cell[])[];

/** A database whose stored rows can be read, all in the state of the same moment. */
export interface ContentsSource {
  read(table: MovedTable): AsyncIterable<SomeRows> | Iterable<SomeRows>;
}

/** An empty database that is being filled. */
export interface ContentsTarget extends ContentsSource {
  write(table: MovedTable, rows: SomeRows): Promise<void> | void;
}
