import type { V1FieldName } from "../items/fields.ts";

/**
 * A value of an old row as the database answers it: encrypted fields are the ASCII bytes of their base64 (SQLite), or the same
 * as text (what came from MySQL), or null.
 */
export type LegacyCell = string | number | bigint | Uint8Array | null;

interface LegacyTimes {
  readonly createdAt: LegacyCell;
  readonly updatedAt: LegacyCell;
}

export interface LegacyUserRow extends LegacyTimes {
  readonly id: number;
  readonly username: LegacyCell;
  /** bcrypt over base64(SHA-256(password)). */
  readonly password: LegacyCell;
  /** "OK", encrypted. */
  readonly phraseCheck: LegacyCell;
}

export interface LegacyCategoryRow extends LegacyTimes {
  readonly id: number;
  readonly name: LegacyCell;
  readonly sortId: LegacyCell;
}

export interface LegacyItemRow extends LegacyTimes, Readonly<Record<V1FieldName, LegacyCell>> {
  readonly id: number;
  readonly categoryId: LegacyCell;
  readonly sortId: LegacyCell;
}

/** OpenPassPhrase's database, which is only read. Lists are in its order: by sort id, ties by id. */
export interface LegacyDatabase {
  users(): LegacyUserRow[];
  categories(userId: number): LegacyCategoryRow[];
  items(userId: number): LegacyItemRow[];
  /** Rows of no user: nobody's passphrase opens them. */
  orphans(): { readonly table: "categories" | "items"; readonly id: number }[];
  close(): void;
}
