/** What is counted for the whole server; each is the name of a row in `counters`. */
export const COUNTER_NAMES = ["users", "id_blocks"] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

/** What is counted in each vault, an account's events in its personal one; each is the name of a table. */
export const ID_KINDS = [
  "categories",
  "items",
  "item_versions",
  "attachments",
  "audit_events",
  "import_batches",
  "passkeys",
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** Ids of a kind that a vault gives out before it takes another block, whose number would tell how many blocks others took. */
export const BLOCK_IDS = 2 ** 26;
